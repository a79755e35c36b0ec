import { Moment, numberInWords, sizeInWords } from "./figures";
import { Stored } from "./stored";

/** A database as the console shows it. */
export interface ListedDatabase {
  readonly id: string;
  readonly name: string;
  readonly server: string;
  readonly state: string;
  readonly generation: number;
  readonly schemaVersion: string;
  readonly bytes: number;
  readonly tenants: number;
  readonly createdAt: Date;
}

/** Databases of one kind. @param usual the schema's version that most databases have */
export function DatabaseTable(props: {
  readonly databases: readonly ListedDatabase[];
  readonly usual: string;
}) {
  return (
    <table className="op-table op-cards op-even">
      <thead>
        <tr>
          <th scope="col">Database</th>
          <th scope="col">State</th>
          <th scope="col" className="op-right">
            Sites
          </th>
          <th scope="col" className="op-right">
            On disk
          </th>
          <th scope="col">Schema</th>
          <th scope="col">Password</th>
          <th scope="col">Made</th>
        </tr>
      </thead>
      <tbody>
        {props.databases.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="op-mono">
              <Stored text={one.name} most={63} />
              <span className="op-under">
                <Stored text={one.server || "the platform’s server"} most={80} />
              </span>
            </th>
            <td data-label="State">
              <span className="op-work-state" data-state={one.state}>
                {one.state}
              </span>
            </td>
            <td data-label="Sites" className="op-num op-right">
              {numberInWords(one.tenants)}
            </td>
            <td data-label="On disk" className="op-num op-right">
              {one.bytes > 0 ? sizeInWords(one.bytes) : "–"}
            </td>
            <td data-label="Schema" className="op-mono">
              <Stored text={one.schemaVersion || "unknown"} most={40} />
              {one.schemaVersion !== "" && one.schemaVersion !== props.usual && (
                <span className="op-under op-failed">most others have another</span>
              )}
            </td>
            <td data-label="Password" className="op-num">
              {one.generation === 0 ? "first" : `rotated ${numberInWords(one.generation)} times`}
            </td>
            <td data-label="Made">
              <Moment at={one.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
