using System.Globalization;
using System.Text.Json.Nodes;

namespace Roundtable.Workspace.Benches;

/// <summary>A bench in a list, the same for the command line and the API.</summary>
public static class BenchLine
{
    /// <summary>Its members.</summary>
    public static JsonObject Of(BenchDocument bench) => new()
    {
        ["id"] = bench.Id,
        ["time"] = bench.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["set"] = bench.Set,
        ["items"] = bench.Report.Items,
        ["headline"] = BenchText.Headline(bench.Report),
    };
}
