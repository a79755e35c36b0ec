export { GET } from "@/app/www/icon.svg/route";
