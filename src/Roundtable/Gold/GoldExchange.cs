using System.CommandLine;
using System.Globalization;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Gold.Formats;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Gold;

/// <summary><c>gold import</c> and <c>gold export</c>.</summary>
internal static class GoldExchange
{
    private static readonly Argument<string> _file = new("FILE")
    {
        Description = "The file with labels: rows (JSON Lines, CSV, Parquet), Label Studio's JSON or Argilla's records.",
    };

    private static readonly Option<string?> _draw = new("--draw") { Description = "The draw whose items the labels are of.", HelpName = "ID" };

    private static readonly Option<string?> _codebook = new("--codebook")
    {
        Description = "The codebook, for labels of items that were not drawn here: they may train rules, and carry no share.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _format = new("--format")
    {
        Description = "rows, label-studio or argilla (default: told from the file).",
        HelpName = "FORMAT",
    };

    private static readonly Option<string?> _question = new("--question")
    {
        Description = "The question whose answers are wanted, where the file has several; of rows the column (default: label).",
        HelpName = "NAME",
    };

    private static readonly Option<string?> _text = new("--text")
    {
        Description = "The field or column with the text (default: text, or the only one).",
        HelpName = "NAME",
    };

    private static readonly Option<string?> _annotator = new("--annotator") { Description = "Who labelled, where the file does not say.", HelpName = "NAME" };

    private static readonly Argument<string> _id = new("ID") { Description = "The gold; 'gold show' lists what there is." };

    private static readonly Option<string> _exportFormat = new("--format")
    {
        Description = "rows, label-studio or argilla.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "rows",
    };

    private static readonly Option<bool> _blank = new("--blank") { Description = "Leave labels out, for people who are to label elsewhere." };

    private static readonly Option<string?> _out = new("--out") { Description = "Where it goes (default: standard output).", HelpName = "FILE" };

    /// <summary><c>gold import</c>.</summary>
    public static Command CreateImport() => Verb.Create(
        "import",
        "Import labels that people gave elsewhere: all of a file, or nothing.",
        [_file, _draw, _codebook, _format, _question, _text, _annotator],
        ImportAsync);

    /// <summary><c>gold export</c>.</summary>
    public static Command CreateExport() => Verb.Create(
        "export", "Write gold as a file of a labelling tool. What a panel says is never in it.", [_id, _exportFormat, _blank, _out], ExportAsync);

    private static async Task<int> ImportAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var (draw, codebook) = (parse.GetValue(_draw), parse.GetValue(_codebook));
        if (draw is null == codebook is null)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, "Say what the labels are of: --draw ID for items that were drawn here, or --codebook FILE for others.");
        }

        var request = new GoldImportRequest(parse.GetRequiredValue(_file))
        {
            Format = Format(parse.GetValue(_format)),
            Question = parse.GetValue(_question),
            TextColumn = parse.GetValue(_text),
            Annotator = parse.GetValue(_annotator),
        };
        var import = new GoldImport(invocation.Workspace);
        await using var log = await LogAccess.OpenPatientlyAsync(invocation.Workspace, cancellation);
        var result = draw is not null
            ? await import.IntoAsync(log, draw, request, cancellation)
            : await import.AloneAsync(log, await CodebookFile.ReadAsync(codebook!, cancellation), request, cancellation);
        if (invocation.Json)
        {
            var json = GoldJson.Whole(result.Sheet);
            json["imported"] = result.Labels;
            json["unfinished"] = result.Unfinished;
            await invocation.Out.WriteLineAsync(Document.Line(json));
            return ExitCode.Ok;
        }

        await invocation.Out.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"Imported {result.Labels} labels into gold {result.Sheet.Id}.")
                + (result.Unfinished > 0
                    ? string.Create(CultureInfo.InvariantCulture, $" {result.Unfinished} were left out: skipped, discarded or not submitted.")
                    : ""));
        if (draw is null)
        {
            await invocation.Out.WriteLineAsync(
                "These items were not drawn at random by this program: the labels may train rules; shares and promises need a draw.");
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ExportAsync(Invocation invocation, CancellationToken cancellation)
    {
        var sheet = new GoldService(invocation.Workspace).Open(invocation.Parse.GetRequiredValue(_id));
        var text = GoldExport.Write(sheet, Format(invocation.Parse.GetValue(_exportFormat)) ?? GoldFormat.Rows, invocation.Parse.GetValue(_blank));
        if (invocation.Parse.GetValue(_out) is not { } path)
        {
            await invocation.Out.WriteAsync(text);
            return ExitCode.Ok;
        }

        await File.WriteAllTextAsync(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
        await invocation.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Wrote {sheet.Items.Count} items to {Neutralise.Line(path)}."));
        return ExitCode.Ok;
    }

    private static GoldFormat? Format(string? text) => text is null ? null
        : Kebab.TryParse<GoldFormat>(text, out var format) ? format
        : throw new WorkspaceException(
            ErrorKind.InvalidInput, $"Unknown format '{Neutralise.Line(text)}'. Known formats: {string.Join(", ", Kebab.Names<GoldFormat>())}.");
}
