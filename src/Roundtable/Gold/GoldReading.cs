using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Gold;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Gold;

/// <summary><c>gold show</c>, <c>gold adjudicate</c> and <c>gold delete</c>.</summary>
internal static class GoldReading
{
    private static readonly Argument<string?> _shown = new("ID") { Description = "The gold (default: a list of all).", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Argument<string> _id = new("ID") { Description = "The gold; 'gold show' lists what there is." };

    private static readonly Option<string?> _as = new("--as") { Description = "Who adjudicates.", HelpName = "NAME", Required = true };

    private static readonly Option<string?> _item = new("--item")
    {
        Description = "The item that is decided (default: the disagreements are shown).",
        HelpName = "ID",
    };

    private static readonly Option<string?> _answer = new("--answer") { Description = "What is decided.", HelpName = "ANSWER" };

    /// <summary><c>gold show</c>.</summary>
    public static Command CreateShow() => Verb.Create("show", "Show how far gold is labelled, and how far two people agree.", [_shown], ShowAsync);

    /// <summary><c>gold adjudicate</c>.</summary>
    public static Command CreateAdjudicate() => Verb.Create(
        "adjudicate",
        "Show what two people differ on, or decide one item. Once it is shown, nobody takes a label of these items back.",
        [_id, _as, _item, _answer],
        AdjudicateAsync);

    /// <summary><c>gold delete</c>.</summary>
    public static Command CreateDelete() => Verb.Create(
        "delete", "Erase gold: its items, texts and labels. The leaves stay, and prove that there was something.", [_id], DeleteAsync);

    /// <summary>Lists all gold.</summary>
    public static async Task<int> ListAsync(Invocation invocation, CancellationToken cancellation)
    {
        var sheets = new GoldService(invocation.Workspace).List();
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(sheets, GoldJson.Row)));
            return ExitCode.Ok;
        }

        foreach (var sheet in sheets)
        {
            await invocation.Out.WriteLineAsync($"{sheet.Id}  {Summary(sheet)}");
        }

        if (sheets.Count == 0)
        {
            await invocation.Out.WriteLineAsync("There is no gold. Draw some: roundtable gold draw ITEMS --codebook FILE --size 100");
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ShowAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Parse.GetValue(_shown) is not { } id)
        {
            return await ListAsync(invocation, cancellation);
        }

        var sheet = new GoldService(invocation.Workspace).Open(id);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(GoldJson.Whole(sheet)));
            return ExitCode.Ok;
        }

        var agreement = GoldProgress.Of(sheet).Agreement;
        await invocation.Out.WriteLineAsync(Summary(sheet));
        var people = sheet.Gold.Labels.CountBy(l => (l.Annotator, l.Layer));
        foreach (var (annotator, count) in people.OrderBy(c => c.Key.Layer).ThenBy(c => c.Key.Annotator, StringComparer.Ordinal))
        {
            await invocation.Out.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"  {Neutralise.Line(annotator.Annotator)}: {count} {Kebab.Name(annotator.Layer)}"));
        }

        if (agreement.Both > 0)
        {
            await invocation.Out.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"Two people agree on {agreement.Same} of {agreement.Both} items")
                    + (agreement.Pi is { } pi ? string.Create(CultureInfo.InvariantCulture, $" (Scott's pi {pi:0.00})") : "")
                    + string.Create(CultureInfo.InvariantCulture, $"; {agreement.Adjudicated} adjudicated, {agreement.Open} open."));
        }

        return ExitCode.Ok;
    }

    private static async Task<int> AdjudicateAsync(Invocation invocation, CancellationToken cancellation)
    {
        var gold = new GoldService(invocation.Workspace);
        var id = invocation.Parse.GetRequiredValue(_id);
        var labelling = gold.Labelling(id);
        var by = invocation.Parse.GetRequiredValue(_as)!;
        var (item, answer) = (invocation.Parse.GetValue(_item), invocation.Parse.GetValue(_answer));
        if (item is null != answer is null)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "To decide an item give both --item and --answer; to see the disagreements, neither.");
        }

        if (item is not null)
        {
            var label = await labelling.AdjudicateAsync(item, by, answer!, cancellation);
            await using var log = await LogAccess.OpenPatientlyAsync(invocation.Workspace, cancellation);
            await gold.SealAsync(log, id, cancellation);
            await invocation.Out.WriteLineAsync(invocation.Json
                ? Document.Line(GoldJson.Label(label))
                : $"Item {Neutralise.Line(item)} is decided: {Neutralise.Line(label.Answer.ToString())}.");
            return ExitCode.Ok;
        }

        var disputes = await labelling.DisputesAsync(by, cancellation);
        var sheet = gold.Open(id);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(Document.Array(disputes, d => GoldJson.Dispute(sheet, d))));
            return ExitCode.Ok;
        }

        foreach (var dispute in disputes)
        {
            await invocation.Out.WriteLineAsync(
                $"{Neutralise.Line(dispute.Item.Id)}  {Said(dispute.First!)}, {Said(dispute.Second!)}"
                    + $"{(dispute.Adjudicated is { } decided ? $" → {Said(decided)}" : "")}\n    {Neutralise.Line(sheet.Find(dispute.Item.Id)!.Text)}");
        }

        await invocation.Out.WriteLineAsync(disputes.Count == 0
            ? "No two people differ."
            : $"Decide one: roundtable gold adjudicate {id} --as {Neutralise.Line(by)} --item ID --answer ANSWER");
        return ExitCode.Ok;
    }

    private static async Task<int> DeleteAsync(Invocation invocation, CancellationToken cancellation)
    {
        var id = invocation.Parse.GetRequiredValue(_id);
        await using var log = await LogAccess.OpenPatientlyAsync(invocation.Workspace, cancellation);
        await new GoldService(invocation.Workspace).DeleteAsync(log, id, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["id"] = id, ["deleted"] = true })
            : $"Gold {Neutralise.Line(id)} is erased.");
        return ExitCode.Ok;
    }

    private static string Said(GoldLabel label) => $"{Neutralise.Line(label.Annotator)}: {Neutralise.Line(label.Answer.ToString())}";

    private static string Summary(StoredSheet sheet)
    {
        var progress = GoldProgress.Of(sheet);
        var origin = sheet.Gold.Origin switch
        {
            GoldOrigin.Draw => string.Create(CultureInfo.InvariantCulture, $"drawn at random from {sheet.Gold.Draw!.Plan.Frame.Items:N0} items"),
            GoldOrigin.Queue => "a queue, not random",
            _ => "from a file, not drawn at random",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sheet.Codebook.Name}: {progress.Labelled} of {progress.Items} labelled, {progress.Agreement.Both} by two people, ")
            + string.Create(CultureInfo.InvariantCulture, $"{progress.Agreement.Open} disagreements open; {origin}, leaf {sheet.Leaf}");
    }
}
