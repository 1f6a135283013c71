using System.CommandLine;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Registry;

namespace Roundtable.Cli.Registry;

/// <summary><c>registry import</c>.</summary>
internal static class RegistryImport
{
    private static readonly Argument<string> _file = new("FILE")
    {
        Description = "A model or dataset card (README.md with front matter), Croissant, SPDX 3, CycloneDX, a Data Package (Kaggle); '-' for standard input.",
    };

    private static readonly Option<string?> _as = new("--as")
    {
        Description = "The name to register under (default: the one in the file).",
        HelpName = "OWNER/NAME",
    };

    private static readonly Option<string?> _version = new("--as-version")
    {
        Description = "The version, where the file names none (default: today).",
        HelpName = "VERSION",
    };

    private static readonly Option<string?> _kind = new("--kind") { Description = "model or dataset (default: what the card looks like).", HelpName = "KIND" };

    private static readonly Option<string?> _on = new("--on")
    {
        Description = "The day on which it was made from its sources, which such files do not tell: without it, whether that was allowed is unknown.",
        HelpName = "YYYY-MM-DD",
    };

    private static readonly Option<bool> _check = new("--check") { Description = "Only show what would be added." };

    /// <summary>Its arguments and options.</summary>
    public static IReadOnlyList<Symbol> Symbols => [_file, _as, _version, _kind, _on, _check];

    /// <summary>Adds what the file describes.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var path = invocation.Parse.GetRequiredValue(_file);
        if (path != "-" && !File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.");
        }

        var text = path == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(path, cancellation);
        var import = new CardImport(
            path,
            text,
            invocation.Parse.GetValue(_as),
            invocation.Parse.GetValue(_version),
            Kind(invocation.Parse.GetValue(_kind)),
            Day(invocation.Parse.GetValue(_on)));
        var card = import.Read(invocation.Workspace.Time);
        foreach (var warning in card.Warnings)
        {
            await invocation.Error.WriteLineAsync(Neutralise.Line($"{path}: {warning}"));
        }

        if (card.Unnamed > 0)
        {
            var what = card.Unnamed == 1 ? "licence or source" : "licences and sources";
            await invocation.Error.WriteLineAsync(Neutralise.Line($"{path}: {card.Unnamed} {what} could not be named: what rests on them is unknown."));
        }

        if (card.Entries.Count == 0)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line($"Nothing in {path} could be taken over."));
        }

        if (invocation.Parse.GetValue(_check))
        {
            await invocation.Out.WriteLineAsync(invocation.Json
                ? Document.Line(Document.Array(card.Entries, EntryWriter.Json))
                : Neutralise.Text(string.Join("\n\n", card.Entries.Select(e => EntryWriter.Json(e).ToJsonString(Document.Indented)))));
            return ExitCode.Ok;
        }

        await RegistryAdd.WriteAsync(invocation, await RegistryAppender.ImportAsync(invocation.Workspace, import, card, cancellation));
        return ExitCode.Ok;
    }

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"--on '{Neutralise.Line(text)}' is not a date (YYYY-MM-DD).");

    private static EntryKind? Kind(string? text) => text switch
    {
        null => null,
        "model" => EntryKind.Model,
        "dataset" => EntryKind.Dataset,
        _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"--kind '{Neutralise.Line(text)}' is neither model nor dataset."),
    };
}
