using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>What nobody can tell today, and how much waits for it: what to ask a lawyer, or a vendor, first.</summary>
/// <param name="Questions">The questions, those on which most depends first.</param>
/// <param name="Entries">How many models and datasets on the record were looked at.</param>
/// <param name="Sessions">How many sessions were looked at, the newest.</param>
/// <param name="AllSessions">How many sessions there are.</param>
public sealed record OpenQuestions(IReadOnlyList<OpenQuestion> Questions, int Entries, int Sessions, int AllSessions)
{
    /// <summary>How many sessions are looked at.</summary>
    public const int MaxSessions = 500;

    private const int MaxExamples = 5;

    /// <summary>What is open today (UTC), for the organisation of the configuration.</summary>
    /// <exception cref="WorkspaceException">When the configuration has errors.</exception>
    public static async Task<OpenQuestions> TodayAsync(WorkspaceContext workspace, RegistryAccess access, CancellationToken cancellation) =>
        Of(access, await Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation), cancellation);

    /// <summary>Judges every use of the models and datasets on the record and of the newest sessions, and collects the unknown grounds.</summary>
    /// <param name="access">The registry.</param>
    /// <param name="intent">Who asks, and when; its use is passed over.</param>
    /// <param name="cancellation">Stops.</param>
    public static OpenQuestions Of(RegistryAccess access, Intent intent, CancellationToken cancellation)
    {
        var registered = access.Registry.All().Where(e => e.Leaf is not null && e.Entry is ModelEntry or DatasetEntry).Select(e => e.Entry.Id.ToString());
        List<string> entries = [.. registered];
        List<string> sessions = [.. access.Sessions.Files().Select(f => f.Id).OrderDescending(StringComparer.Ordinal)];
        List<string> things = [.. entries, .. sessions.Take(MaxSessions).Select(id => $"session:{id}")];
        Dictionary<string, Found> found = new(StringComparer.Ordinal);
        foreach (var use in Enum.GetValues<Use>())
        {
            foreach (var ruling in access.Judge.RuleEach(things, intent with { Use = use }, cancellation))
            {
                foreach (var finding in ruling.Findings.Where(f => f.Ground.Outcome == Outcome.Unknown))
                {
                    if (!found.TryGetValue(finding.Ground.Summary, out var question))
                    {
                        found[finding.Ground.Summary] = question = new Found(finding.Ground.Terms?.Entry.Id);
                    }

                    question.Uses.Add(use);
                    question.Things[ruling.Content.Id] = Math.Max(question.Things.GetValueOrDefault(ruling.Content.Id), finding.Artifacts);
                }
            }
        }

        return new OpenQuestions(
            [
                .. found.Select(f => new OpenQuestion(
                    f.Key,
                    f.Value.Terms,
                    [.. f.Value.Uses.Order()],
                    f.Value.Things.Count,
                    f.Value.Things.Values.Sum(),
                    [.. f.Value.Things.Keys.Order(NaturalOrder.Comparer).Take(MaxExamples)]))
                    .OrderByDescending(q => q.Things).ThenByDescending(q => q.Artifacts).ThenByDescending(q => q.Uses.Count)
                    .ThenBy(q => q.Why, StringComparer.Ordinal),
            ],
            entries.Count,
            Math.Min(sessions.Count, MaxSessions),
            sessions.Count);
    }

    /// <summary>How much was looked at, as a sentence.</summary>
    public string Scope =>
        FormattableString.Invariant($"Looked at {Entries:N0} {(Entries == 1 ? "model or dataset" : "models and datasets")} on the record and ")
        + (Sessions < AllSessions ? FormattableString.Invariant($"the newest {Sessions:N0} of {AllSessions:N0} sessions")
            : FormattableString.Invariant($"{Sessions:N0} {(Sessions == 1 ? "session" : "sessions")}"))
        + ", for every use.";

    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["questions"] = Document.Array(Questions, q => new JsonObject
        {
            ["why"] = q.Why,
            ["terms"] = q.Terms?.ToString(),
            ["uses"] = Document.Array(q.Uses, u => Kebab.Name(u)),
            ["things"] = q.Things,
            ["artifacts"] = q.Artifacts,
            ["examples"] = Document.Array(q.Examples, e => e),
        }),
        ["entries"] = Entries,
        ["sessions"] = Sessions,
        ["allSessions"] = AllSessions,
    };

    private sealed record Found(EntryId? Terms)
    {
        public HashSet<Use> Uses { get; } = [];

        public Dictionary<string, int> Things { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>A ground on which nobody can rule today.</summary>
/// <param name="Why">What is not known, as a sentence.</param>
/// <param name="Terms">The terms that leave it open; null where none are known.</param>
/// <param name="Uses">The uses for which it is open.</param>
/// <param name="Things">How many models, datasets and sessions depend on it.</param>
/// <param name="Artifacts">How many answers, models and datasets within those give it.</param>
/// <param name="Examples">Some of the things.</param>
public sealed record OpenQuestion(string Why, EntryId? Terms, IReadOnlyList<Use> Uses, int Things, int Artifacts, IReadOnlyList<string> Examples)
{
    /// <summary>The uses in words.</summary>
    public string UsesText => Uses.Count == Enum.GetValues<Use>().Length ? "every use" : string.Join(", ", Uses.Select(u => Kebab.Name(u)));
}
