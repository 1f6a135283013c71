using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;

namespace Roundtable.Disclosure.Standards;

/// <summary>A ruling in ODRL 2.2, as Croissant 1.1 has it in usageInfo: a permission with its duties and constraints, or a prohibition.</summary>
internal static class OdrlOffer
{
    /// <summary>The offer; null where the outcome is unknown: nothing is permitted then, and nobody prohibited it.</summary>
    public static JsonObject? Write(PublishedEntry published, PublishedRuling ruling)
    {
        if (ruling.Outcome == Outcome.Unknown)
        {
            return null;
        }

        var isAllowed = ruling.Outcome is Outcome.Allowed or Outcome.AllowedIf;
        var rule = new JsonObject
        {
            ["@type"] = isAllowed ? "odrl:Permission" : "odrl:Prohibition",
            ["odrl:target"] = new JsonObject { ["@id"] = published.Address },
            ["odrl:action"] = new JsonObject
            {
                ["@id"] = $"urn:roundtable:use:{Kebab.Name(ruling.Use)}",
                ["name"] = Kebab.Name(ruling.Use),
                ["odrl:includedIn"] = new JsonObject { ["@id"] = "odrl:use" },
            },
        };
        if (isAllowed)
        {
            Add(rule, "odrl:duty", ruling.Conditions.Select(Duty));
            Add(rule, "odrl:constraint", ruling.Conditions.Select(Constraint));
        }

        return new JsonObject
        {
            ["@type"] = new JsonArray("sc:CreativeWork", "odrl:Offer"),
            ["@id"] = $"{published.Address}#ruling-{Kebab.Name(ruling.Use)}",
            ["name"] = ruling.Text,
            ["description"] = "A ruling of the registry that published this, by the terms it knows: no offer of the owner's, and no legal advice.",
            [isAllowed ? "odrl:permission" : "odrl:prohibition"] = rule,
        };
    }

    private static JsonObject? Duty((string Key, string Value) condition) => condition.Key switch
    {
        "attribution" => Action("odrl:attribute", condition),
        "share-alike" => Action("cc:ShareAlike", condition),
        "notice" => Action("urn:roundtable:condition:notice", condition),
        "name-prefix" => Action("urn:roundtable:condition:name-prefix", condition),
        _ => null,
    };

    private static JsonObject? Constraint((string Key, string Value) condition) => condition.Key switch
    {
        "users-at-most" => Limit("urn:roundtable:condition:monthly-users", "odrl:lteq", condition),
        "revenue-at-most" => Limit("urn:roundtable:condition:yearly-revenue-usd", "odrl:lteq", condition),
        "only-for" => Limit("odrl:purpose", "odrl:eq", condition),
        "not-for" => Limit("odrl:purpose", "odrl:neq", condition),
        "not-in" => Limit("odrl:spatial", "odrl:neq", condition),
        "attribution" or "share-alike" or "notice" or "name-prefix" => null,
        _ => Limit($"urn:roundtable:condition:{condition.Key}", condition.Key.StartsWith("not-", StringComparison.Ordinal) ? "odrl:neq" : "odrl:eq", condition),
    };

    private static JsonObject Action(string action, (string Key, string Value) condition) => new()
    {
        ["@type"] = "odrl:Duty",
        ["odrl:action"] = new JsonObject { ["@id"] = action },
        ["name"] = $"{condition.Key}: {condition.Value}",
    };

    private static JsonObject Limit(string left, string comparison, (string Key, string Value) condition) => new()
    {
        ["@type"] = "odrl:Constraint",
        ["odrl:leftOperand"] = new JsonObject { ["@id"] = left },
        ["odrl:operator"] = new JsonObject { ["@id"] = comparison },
        ["odrl:rightOperand"] = condition.Value,
        ["name"] = $"{condition.Key}: {condition.Value}",
    };

    private static void Add(JsonObject rule, string member, IEnumerable<JsonObject?> parts)
    {
        if (parts.OfType<JsonObject>().ToArray() is { Length: > 0 } there)
        {
            rule[member] = new JsonArray([.. there.Select(t => (JsonNode)t)]);
        }
    }
}
