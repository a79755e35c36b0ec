import { plushOf } from "./sample-shelf";

const STANDING = ["legs", "peanut", "quackers", "garcia", "pinchers", "ears", "chocolate"] as const;

/** The ground floor of the front page: drawn animals without photographs, and what a site holds. */
export function Hall() {
  return (
    <div className="hall">
      <section className="hall-plush" aria-labelledby="faces">
        <div className="hall-text">
          <h2 id="faces">A face before the photograph.</h2>
          <p>
            Say what an animal is and which colour, and the site draws it: a plush of its own, not
            an icon. Your photographs take its place when you have them.
          </p>
        </div>
        <div className="standing">
          {STANDING.map((slug) => (
            <img key={slug} src={plushOf(slug)} alt="" width={400} height={400} />
          ))}
        </div>
      </section>
      <section className="hall-list" aria-labelledby="inside">
        <h2 id="inside">In every room</h2>
        <ul>
          <li>A shelf with search as you type, filters and sorting</li>
          <li>A page for each animal: copies, condition, both tags, its story</li>
          <li>Private and unlisted animals that visitors cannot stumble on</li>
          <li>Members you invite, as owners, editors or viewers</li>
          <li>A skin you change when you like, with contrast measured for you</li>
        </ul>
      </section>
    </div>
  );
}
