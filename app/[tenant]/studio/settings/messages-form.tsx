"use client";

import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { Select } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { MESSAGE_DAYS, USUAL_MESSAGE_DAYS } from "@/db/tenant/message";
import { chooseMessages } from "./actions";
import { useSetting } from "./use-setting";

const OPTIONS = MESSAGE_DAYS.map((days) => ({ value: String(days), label: `${days} days` }));

/** Whether visitors may write to the owners, and how long what they write is kept. */
export function MessagesForm(props: {
  readonly takes: boolean;
  readonly days: number;
  /** The addresses to which messages are mailed. */
  readonly owners: readonly string[];
}) {
  const { owners } = props;
  const takes = useSetting(
    `${props.takes} ${props.days}`,
    (chosen) => chooseMessages(termsOf(chosen)),
    (chosen) =>
      termsOf(chosen).takes
        ? "Visitors can write to you now."
        : "Nobody can write to you on your site now.",
  );
  const terms = termsOf(takes.value);
  const choose = (change: Partial<typeof terms>) => {
    const { takes: chosen, days } = { ...terms, ...change };
    takes.setValue(`${chosen} ${days}`);
  };
  return (
    <form className="st-block" id="messages" noValidate onSubmit={takes.save}>
      <h2>Messages from visitors</h2>
      <Check
        label="Visitors may write to you"
        hint={`Your items and lists lead to a form. What is written there comes by mail to ${owners.join(", ")}, and stands in Messages. Nobody learns your address by it; whoever writes gives theirs, and sees yours once you answer.`}
        checked={terms.takes}
        onChange={(chosen) => choose({ takes: chosen })}
      />
      <Select
        label="Keep what they write for"
        value={String(terms.days)}
        error={takes.problem}
        disabled={takes.waits}
        hint="Then it is removed here. The mails that you got are yours."
        options={OPTIONS}
        onChange={(event) =>
          choose({ days: MESSAGE_DAYS.find((one) => one === Number(event.target.value)) })
        }
      />
      <div className="ui-row st-after">
        <Button type="submit" look="primary" pending={takes.pending} disabled={!takes.isChanged}>
          Save messages
        </Button>
        <Link className="st-link" href="/studio/messages">
          Read them
        </Link>
      </div>
    </form>
  );
}

/** Both in one value, because they are saved together and compared with what was saved. */
function termsOf(value: string) {
  const [takes, said] = value.split(" ");
  const days = MESSAGE_DAYS.find((one) => one === Number(said)) ?? USUAL_MESSAGE_DAYS;
  return { takes: takes === "true", days };
}
