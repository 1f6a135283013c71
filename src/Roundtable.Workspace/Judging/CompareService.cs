using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>
/// Holds earlier rulings against what the rules and the registry say today. Earlier rulings stay as they are; where they would differ, the difference
/// is told with the rule that makes it.
/// </summary>
/// <param name="workspace">The data directory, its registry and its log.</param>
public sealed class CompareService(WorkspaceContext workspace)
{
    /// <summary>Compares the rulings of the log.</summary>
    public async Task<RulingComparison> OfLogAsync(CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var comparison = new RulingComparison();
        var index = 0L;
        foreach (var bytes in access.Log?.Leaves(0) ?? [])
        {
            cancellation.ThrowIfCancellationRequested();
            if (access.Log is { } log && Document(log, index, bytes) is { } document)
            {
                Compare(access, comparison, LogArtifacts.OfLeaf(index), index, document, cancellation);
            }

            index++;
        }

        return comparison;
    }

    /// <summary>Compares the rulings of a file: JSON Lines of what <c>judge --json</c> prints, each line a ruling or a list of them.</summary>
    /// <exception cref="WorkspaceException">When a line is no JSON.</exception>
    public async Task<RulingComparison> OfFileAsync(string path, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var comparison = new RulingComparison();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellation))
        {
            number++;
            if (line.AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(line);
                var root = document.RootElement;
                var rulings = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : (JsonElement[])[root];
                foreach (var ruling in rulings)
                {
                    Compare(access, comparison, FormattableString.Invariant($"line {number}"), null, ruling, cancellation);
                }
            }
            catch (JsonException)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    $"Line {number} of {Neutralise.Line(path)} is no ruling: give a file of what 'roundtable judge --json' printed, one on each line.");
            }
        }

        return comparison;
    }

    /// <summary>How the recorded ruling of a leaf would come out today; null where it would not differ, is no ruling, or cannot be made again.</summary>
    /// <param name="index">The leaf.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<RulingDifference?> OfLeafAsync(long index, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var comparison = new RulingComparison();
        if (access.Log is { } log && index < log.Head.Size && Document(log, index, log.Leaves(index).First()) is { } document)
        {
            Compare(access, comparison, LogArtifacts.OfLeaf(index), index, document, cancellation);
        }

        return comparison.Differences is [var one] ? one : null;
    }

    /// <summary>The document of a leaf that records a ruling; null where it records something else, or was erased.</summary>
    private static byte[]? Document(LogStore log, long index, ReadOnlyMemory<byte> leaf) =>
        Leaf.Parse(leaf.Span).Kind == LeafKind.Ruling && RecordLog.ReadLeaf(log, index, leaf.Span).Document is { } digest ? log.Content(digest) : null;

    private static void Compare(
        RegistryAccess access, RulingComparison comparison, string place, long? leaf, ReadOnlyMemory<byte> document, CancellationToken cancellation)
    {
        using var parsed = JsonDocument.Parse(document);
        Compare(access, comparison, place, leaf, parsed.RootElement, cancellation);
    }

    private static void Compare(
        RegistryAccess access, RulingComparison comparison, string place, long? leaf, JsonElement ruling, CancellationToken cancellation)
    {
        if (RecordedRuling.Read(ruling) is not { } recorded || !recorded.CanBeMadeAgain)
        {
            comparison.NotComparable++;
            return;
        }

        comparison.Compared++;
        var intent = Intents.Of(access, recorded.Use, recorded.On, recorded.As) with
        {
            Serves = recorded.Serves,
            ServesOrganisation = access.Registry.Organisation(recorded.Serves),
            ServedIn = recorded.ServedIn,
        };
        var today = access.Judge.Rule(recorded.Content, intent, cancellation);
        var conditions = today.Conditions.Select(c => $"{c.Key}: {c.Value}").ToHashSet(StringComparer.Ordinal);
        if (today.Outcome != recorded.Outcome || (today.Outcome == Outcome.AllowedIf && !conditions.SetEquals(recorded.Conditions)))
        {
            comparison.Differences.Add(new RulingDifference(place, recorded, today, Rule(recorded, today, leaf)));
        }
    }

    /// <summary>The rule that makes the difference, or that it is the registry that has changed.</summary>
    private static string Rule(RecordedRuling before, Ruling today, long? leaf)
    {
        if (today.Outcome < before.Outcome)
        {
            return "registry";
        }

        if (today.Conflicts.Any(c => c.Other is null) && today.Outcome > before.Outcome && today.Findings.Max(f => f.Ground.Outcome) < Outcome.Denied)
        {
            return Kebab.Name(RulingRule.Own);
        }

        var deciding = today.Findings.Select(f => f.Ground)
            .Where(g => today.Outcome > before.Outcome
                ? g.Outcome == today.Outcome
                : g.Conditions.Any(c => !before.Conditions.Contains($"{c.Key}: {c.Value}")))
            .Where(g => !before.Grounds.Contains(RecordedRuling.Key(g))).ToList();
        var rules = deciding.Select(g => g.Rule).Where(r => r != RulingRule.Clause).Distinct().Order().Select(Kebab.Name).ToList();
        var isNews = deciding.Exists(g => g.Rule == RulingRule.Clause && g.Terms?.Leaf > (leaf ?? long.MaxValue));
        return rules.Count > 0 && !isNews ? string.Join(", ", rules) : "registry";
    }
}
