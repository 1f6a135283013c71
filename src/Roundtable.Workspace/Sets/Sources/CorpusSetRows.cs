using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>
/// Rows of a scanned corpus, each with what the scan found that it came from. Rows in the forms of chat APIs keep their tools and images; of others the roles
/// of their fields say what is asked and what is answered.
/// </summary>
/// <param name="report">The folder of the scan's report.</param>
internal sealed class CorpusSetRows(string report) : SetSource
{
    /// <inheritdoc/>
    public override string Title => $"corpus {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(report)))}";

    /// <inheritdoc/>
    public override void Read(SetReading reading)
    {
        var (folder, plan) = ScanFolder.Existing(report);
        var finished = folder.Finished()
            ?? throw new WorkspaceException(ErrorKind.NotFound, $"The scan in {Neutralise.Line(folder.Path)} is not finished.");
        var groups = finished.Groups.ToDictionary(
            g => g.Key, g => (IReadOnlyList<LineageEdge>)[.. ScanRuling.Sources(reading.Access.Registry, g)], StringComparer.Ordinal);
        try
        {
            new LabelledRows(plan, folder.Labels()).Read(
                _ => true,
                (label, row, bytes) => Add(reading, groups, label, row, bytes, IsJson(plan, label)),
                reading.Cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
    }

    private static bool IsJson(ScanPlan plan, RowLabel label) => plan.Files.First(f => f.File.Name == label.File).Rows.Format.IsJson();

    private static void Add(
        SetReading reading, Dictionary<string, IReadOnlyList<LineageEdge>> groups, RowLabel label, RowText row, ReadOnlySpan<byte> bytes, bool isJson)
    {
        // Where completions differ, the scan's groups know of one of their sources, and a set must know all.
        if (label.Completions is { Count: > 1 })
        {
            reading.Skip("several-origins");
            return;
        }

        if (((isJson ? OfJson(bytes) : null) ?? OfParts(row)) is not { } content)
        {
            reading.Skip("nothing-to-learn");
            return;
        }

        var question = content switch
        {
            SetContent.Answered a => Asked(a.Prompt),
            SetContent.Preferred p => Asked(p.Prompt),
            SetContent.Stepwise s => s.Prompt,
            _ => string.Join('\n', content.Texts),
        };
        reading.Add(new SetRow(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"corpus:{label.File}:{label.Row}"),
            question,
            content,
            groups.GetValueOrDefault(ReportGroup.KeyOf(label.Origin, label.Evidence), []))
        {
            Origin = label.Origin,
        });
    }

    private static string Asked(IReadOnlyList<SetMessage> prompt) => string.Join('\n', prompt.Where(m => m.Role == SetRole.User).Select(m => m.Text));

    /// <summary>A row of JSON in a form that keeps more than texts; null where it is in no such form.</summary>
    private static SetContent? OfJson(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var root = JsonElement.Parse(RowObject.In(bytes));
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            if (root.TryGetProperty("completions"u8, out var steps) && root.TryGetProperty("labels"u8, out var labels)
                && root.TryGetProperty("prompt"u8, out var asked))
            {
                return OfSteps(JsonTexts.String(asked), steps, labels);
            }

            return CorpusDialogue.Read(root);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Steps and whether each is right; null where they are no such thing.</summary>
    private static SetContent.Stepwise? OfSteps(string prompt, JsonElement steps, JsonElement labels)
    {
        string[] texts = [.. steps.EnumerateArray().Select(JsonTexts.String)];
        var isWhole = labels.GetArrayLength() == texts.Length && labels.EnumerateArray().All(l => l.ValueKind is JsonValueKind.True or JsonValueKind.False);
        return isWhole && texts.Length > 0 ? new SetContent.Stepwise(prompt, texts, [.. labels.EnumerateArray().Select(l => l.GetBoolean())]) : null;
    }

    /// <summary>A row by the roles of its texts; null where they are neither a dialogue nor a text.</summary>
    private static SetContent? OfParts(RowText row)
    {
        List<SetMessage> messages = [];
        SetMessage? chosen = null, rejected = null;
        foreach (var part in row.Parts)
        {
            var text = Encoding.UTF8.GetString(row[part]);
            switch (part.Role)
            {
                case FieldRole.System:
                    messages.Add(new SetMessage(SetRole.System, text));
                    break;
                case FieldRole.Response:
                    messages.Add(new SetMessage(SetRole.Assistant, text));
                    break;
                case FieldRole.Chosen:
                    chosen = new SetMessage(SetRole.Assistant, text);
                    break;
                case FieldRole.Rejected:
                    rejected = new SetMessage(SetRole.Assistant, text);
                    break;
                case FieldRole.Prompt or FieldRole.Context:
                    messages.Add(new SetMessage(SetRole.User, text));
                    break;
                case FieldRole.Text when row.Parts.Count == 1:
                    return new SetContent.Written(text);
                default:
                    return null;
            }
        }

        return (chosen, rejected, messages) switch
        {
            ({ } better, { } worse, { Count: > 0 }) => new SetContent.Preferred(messages, better, worse),
            (null, null, [.. var prompt, { Role: SetRole.Assistant } answer]) when prompt.Count > 0 => new SetContent.Answered(prompt, answer),
            _ => null,
        };
    }
}
