using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Profiles;

/// <summary>The numbers of a <see cref="Monoculture"/>, to take away.</summary>
public static class MonocultureTable
{
    /// <summary>The pairs, those that agree most first, those with too few questions last.</summary>
    public static IEnumerable<KeyValuePair<(int A, int B), AgreeingPair>> Ordered(Monoculture all) =>
        all.Pairs.OrderBy(p => p.Value.BeyondChance is null)
            .ThenByDescending(p => p.Value.BeyondChance).ThenByDescending(p => p.Value.Items).ThenBy(p => p.Key);

    /// <summary>As JSON.</summary>
    public static JsonObject Json(Monoculture all) => new()
    {
        ["models"] = new JsonArray([.. all.Models.Select(m => (JsonNode)new JsonObject { ["id"] = m.Id, ["name"] = m.Name, ["vendor"] = m.Vendor })]),
        ["pairs"] = new JsonArray([.. Ordered(all).Select(p => (JsonNode)Pair(all, p.Key, p.Value))]),
    };

    /// <summary>As CSV (RFC 4180); no cell is a formula.</summary>
    public static string Csv(Monoculture all)
    {
        var text = new StringBuilder("model,other,beyond_chance,low,high,same,questions,chance\r\n");
        foreach (var (key, pair) in Ordered(all))
        {
            text.AppendJoin(',', [
                Cell(all.Models[key.A].Name), Cell(all.Models[key.B].Name), Number(pair.BeyondChance), Number(pair.Interval?.Low), Number(pair.Interval?.High),
                Number(pair.Same), Number(pair.Items), Number(pair.Chance),
            ]).Append("\r\n");
        }

        return text.ToString();
    }

    private static JsonObject Pair(Monoculture all, (int A, int B) key, AgreeingPair pair)
    {
        var json = ProfileJson.Pair(pair);
        json["models"] = new JsonArray(all.Models[key.A].Id, all.Models[key.B].Id);
        return json;
    }

    private static string Cell(string text) => CsvCell.Of(text);

    private static string Number(double? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
