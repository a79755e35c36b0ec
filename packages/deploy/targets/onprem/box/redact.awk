# redact.awk SECRETS FILE : prints FILE without any line of SECRETS, written plainly or as %XX says, without
# passwords in addresses, tokens, cookies and addresses of people.
function hex(text) { return index("0123456789abcdef", tolower(text)) - 1 }
function decoded(text,   at, out) {
  out = ""
  while ((at = index(text, "%")) > 0 && substr(text, at + 1, 2) ~ /^[0-9a-fA-F][0-9a-fA-F]$/) {
    out = out substr(text, 1, at - 1) sprintf("%c", hex(substr(text, at + 1, 1)) * 16 + hex(substr(text, at + 2, 1)))
    text = substr(text, at + 3)
  }
  return out text
}
function without(line, text,   at, out) {
  if (text == "") return line
  out = ""
  while ((at = index(line, text)) > 0) {
    out = out substr(line, 1, at - 1) "[removed]"
    line = substr(line, at + length(text))
  }
  return out line
}
FILENAME == ARGV[1] { secrets[++count] = $0; secrets[++count] = decoded($0); next }
{
  line = $0
  for (i = 1; i <= count; i++) line = without(line, secrets[i])
  gsub(/:\/\/[^:\/@ "]*:[^@\/ "]*@/, "://[removed]@", line)
  gsub(/[Bb]earer [A-Za-z0-9._~+\/=-]+/, "Bearer [removed]", line)
  gsub(/([Pp]assword|[Ss]ecret|[Tt]oken|[Cc]ookie|[Aa]uthorization)["']?[:=] *["']?[^"',; ]+/, "[removed]", line)
  gsub(/PASSWORD '[^']*'/, "PASSWORD '[removed]'", line)
  gsub(/password '[^']*'/, "password '[removed]'", line)
  gsub(/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+/, "[address]", line)
  print line
}
