import type { Cloth } from "../../cloth";
import { d, fill, line, oval, sewn, shape } from "../../shapes";
import type { Crown } from "../crown";
import { felt } from "./felt";

/** A moose's shovels. */
export function antlers(cloth: Cloth): Crown {
  const lift = cloth.chance.between(-8, 10);
  const colour = fill(cloth.chance.pick(["#d9a45c", "#c9955a", "#e2b978"]));
  return {
    behind: cloth.twins(
      shape(
        d`M-34-64C-60-72-74-84-80-98C-104-92-138-96-160-${118 + lift}C-168-${128 + lift}-154-136-146-128C-152-146-142-158-132-146C-130-166-114-170-108-152C-100-166-86-162-88-144C-84-128-70-112-58-100C-46-92-34-88-26-78z`,
        colour,
      ) +
        sewn(
          line(
            d`M-42-74C-84-92-108-104-140-${116 + lift}`,
            "#9a6a34",
            2,
            ' stroke-dasharray="6 5"',
          ),
        ),
    ),
    front: "",
  };
}

/** A deer's. */
export function branches(cloth: Cloth): Crown {
  const lean = cloth.chance.between(-6, 8);
  const stem = d`M-34-66C-44-96-66-108 ${-64 + lean}-148M-52-100Q-84-102-92-128M-62-116Q-44-124-40-146`;
  return {
    behind: cloth.twins(sewn(line(stem, "#8d6a45", 15) + line(stem, "#c49a66", 10))),
    front: "",
  };
}

/** A giraffe's knobs. */
export function ossicones(cloth: Cloth): Crown {
  const stem = "M-30-70L-38-112";
  return {
    behind: cloth.twins(
      sewn(line(stem, cloth.shade, 13) + oval(-39, -116, 13, 13, fill(felt(cloth)))),
    ),
    front: "",
  };
}
