using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Gold;

/// <summary><c>gold draw</c>.</summary>
internal static class GoldDrawing
{
    private static readonly Argument<string> _items = new("ITEMS") { Description = "The file with all items: JSON Lines, a JSON array, CSV, TSV or Parquet." };

    private static readonly Option<string> _codebook = new("--codebook")
    {
        Description = "The codebook (YAML) that people label by.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<int> _size = new("--size")
    {
        Description = "How many items to draw; equal texts count once.",
        HelpName = "N",
        Required = true,
    };

    private static readonly Option<string?> _by = new("--by")
    {
        Description = "Draw in strata: from each value of this column in proportion, at least two.",
        HelpName = "COLUMN",
    };

    private static readonly Option<string?> _seed = new("--seed")
    {
        Description = "A value that enters the seed, such as a public beacon's (default: random bits). The hash of the draw's plan in the log enters too, so "
            + "that nobody can choose what is drawn.",
        HelpName = "TEXT",
    };

    private static readonly Option<string?> _id = new("--id")
    {
        Description = "The column with the items' ids (default: id, or the number of the row).",
        HelpName = "COLUMN",
    };

    private static readonly Option<string?> _text = new("--text")
    {
        Description = "The column that people are shown (default: text, or the only column).",
        HelpName = "COLUMN",
    };

    private static readonly Option<string?> _template = new("--template")
    {
        Description = "What people are shown, with {columns} of the item, instead of one column.",
        HelpName = "TEXT",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "draw",
        "Draw items at random for people to label; the draw is on record before anything of it is shown.",
        [_items, _codebook, _size, _by, _seed, _id, _text, _template],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var codebook = await CodebookFile.ReadAsync(parse.GetRequiredValue(_codebook), cancellation);
        var request = new GoldDrawRequest(codebook, parse.GetRequiredValue(_size)) { By = parse.GetValue(_by), Seed = parse.GetValue(_seed) };
        var items = new GoldItemFile(parse.GetRequiredValue(_items))
        {
            IdColumn = parse.GetValue(_id),
            TextColumn = parse.GetValue(_text),
            Template = parse.GetValue(_template),
            By = request.By,
        };
        await using var log = await LogAccess.OpenPatientlyAsync(invocation.Workspace, cancellation);
        var sheet = await new GoldService(invocation.Workspace).DrawAsync(log, request, items.ReadAsync(), cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(GoldJson.Whole(sheet)));
            return ExitCode.Ok;
        }

        var draw = sheet.Gold.Draw!;
        await invocation.Out.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"Drew {sheet.Items.Count} of {draw.Plan.Frame.Texts:N0} different texts ")
                + string.Create(CultureInfo.InvariantCulture, $"({draw.Plan.Frame.Items:N0} items) at random: gold {sheet.Id}, ")
                + string.Create(CultureInfo.InvariantCulture, $"leaf {sheet.Leaf}; the plan is leaf {draw.PlanLeaf}."));
        foreach (var stratum in draw.Strata.Where(s => s.Name.Length > 0))
        {
            await invocation.Out.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"  {Neutralise.Line(stratum.Name)}: {stratum.Drawn} of {stratum.Texts:N0}"));
        }

        await invocation.Out.WriteLineAsync(
            $"Label it in the site ('roundtable serve', then /gold/{sheet.Id}), or elsewhere: roundtable gold export {sheet.Id} --format label-studio");
        return ExitCode.Ok;
    }
}
