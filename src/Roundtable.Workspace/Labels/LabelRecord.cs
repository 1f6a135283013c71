using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Labels;

/// <summary>
/// Puts labels on record: a leaf whose document commits to the labels and the report, and names the run, the gold and every answer that they rest on.
/// docs/formats/labels.md.
/// </summary>
/// <param name="run">Id of the run.</param>
/// <param name="runLeaf">The leaf of its plan.</param>
/// <param name="codebook">The codebook.</param>
internal sealed class LabelRecord(string run, long runLeaf, Codebook codebook)
{
    private const string Format = "roundtable-labels/1";

    /// <summary>The leaves of the answers, in any order.</summary>
    public List<long> Ballots { get; } = [];

    /// <summary>Appends the leaf, unless these labels of the run are on record already.</summary>
    /// <param name="log">The log.</param>
    /// <param name="made">SHA-256 of labels and of the report.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="counts">Number of items by label; null where labels are JSON.</param>
    /// <param name="gold">Leaves of the gold.</param>
    /// <param name="time">When.</param>
    /// <param name="cancellation">Stops before it is appended.</param>
    /// <returns>Index of the leaf.</returns>
    /// <exception cref="WorkspaceException">When more models answered than one leaf can name.</exception>
    public async Task<long> AppendAsync(
        RecordLog log,
        (Digest Labels, Digest Report, int Items) made,
        string rule,
        JsonObject? counts,
        IReadOnlyList<long> gold,
        DateTimeOffset time,
        CancellationToken cancellation)
    {
        Ballots.Sort();
        var document = CanonicalJson.Write(new JsonObject
        {
            ["ballots"] = new JsonObject { ["count"] = Ballots.Count, ["ranges"] = Ranges() },
            ["codebook"] = codebook.Digest.ToString(),
            ["counts"] = counts,
            ["format"] = Format,
            ["gold"] = new JsonArray([.. gold.Select(g => (JsonNode)g)]),
            ["items"] = made.Items,
            ["labels"] = made.Labels.ToString(),
            ["report"] = made.Report.ToString(),
            ["rule"] = rule,
            ["run"] = run,
        });
        SortedSet<long> inputs = [runLeaf, .. gold, .. Representatives(log.Store, cancellation)];
        if (inputs.Count > Leaf.MaxInputs)
        {
            throw new WorkspaceException(
                ErrorKind.Internal,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The labels rest on {inputs.Count} different models, routes and days; one leaf names {Leaf.MaxInputs} at most."));
        }

        var leaf = new Leaf { Kind = LeafKind.Label, Time = time, Session = run, Document = Digest.Of(document), Inputs = [.. inputs] };
        return (await log.AppendOnceAsync(leaf, [document], cancellation)).Leaf;
    }

    private JsonArray Ranges()
    {
        var ranges = new JsonArray();
        for (var i = 0; i < Ballots.Count;)
        {
            var end = i;
            while (end + 1 < Ballots.Count && Ballots[end + 1] <= Ballots[end] + 1)
            {
                end++;
            }

            ranges.Add((JsonNode)new JsonArray(Ballots[i], Ballots[end]));
            i = end + 1;
        }

        return ranges;
    }

    /// <summary>
    /// One answer of each kind that rulings tell apart: by model, version, route, terms and day. What is ruled of these is ruled of all.
    /// </summary>
    private List<long> Representatives(LogStore store, CancellationToken cancellation)
    {
        List<long> first = [];
        HashSet<(Producer? Producer, string? Terms, DateOnly Day, bool Simulated)> seen = [];
        for (var i = 0; i < Ballots.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var at = Ballots[i];
            foreach (var bytes in store.Leaves(at))
            {
                if (at == Ballots[i])
                {
                    var leaf = Leaf.Parse(bytes.Span);
                    if (seen.Add((leaf.Producer, leaf.Terms, DateOnly.FromDateTime(leaf.Time.UtcDateTime), leaf.Simulated)))
                    {
                        first.Add(at);
                    }

                    while (i < Ballots.Count && Ballots[i] == at)
                    {
                        i++;
                    }
                }

                // What lies far ahead is found sooner by a new start.
                if (i == Ballots.Count || Ballots[i] > at + 10_000)
                {
                    break;
                }

                at++;
            }
        }

        return first;
    }
}
