-- Counting what is found reads nothing but the index.
DROP INDEX "item_facets_of_item";--> statement-breakpoint
CREATE INDEX "item_facets_of_item" ON "item_facets" ("tenant_id", "item_id") INCLUDE ("facet", "value", "spelled", "hidden", "for_members");
