using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Registry;

/// <summary>Where a registry is thin: what rulings cannot rest on although it is there.</summary>
/// <param name="Terms">Versions of terms.</param>
/// <param name="Read">Those that were written from a copy whose digest is kept.</param>
/// <param name="FromMemory">Those without a digest: written from memory, parts or accounts by others.</param>
/// <param name="Unanswered">Terms whose latest version leaves uses of outputs or content open, and which uses.</param>
/// <param name="Models">Models whose licence and whose vendor's terms are unknown.</param>
/// <param name="Providers">Providers without terms.</param>
public sealed record RegistryGaps(
    int Terms,
    int Read,
    IReadOnlyList<EntryId> FromMemory,
    IReadOnlyList<(EntryId Terms, Subject Subject, IReadOnlyList<Use> Uses)> Unanswered,
    IReadOnlyList<EntryId> Models,
    IReadOnlyList<EntryId> Providers)
{
    /// <summary>The gaps of a registry, each list by name.</summary>
    public static RegistryGaps Of(RegistrySnapshot registry)
    {
        List<TermsEntry> terms = [.. registry.All(EntryKind.Terms).Select(e => (TermsEntry)e.Entry)];
        var latest = terms.GroupBy(t => t.Id.Name, StringComparer.OrdinalIgnoreCase).Select(g => g.Last());
        return new RegistryGaps(
            terms.Count,
            terms.Count(t => t.Source.Digest is not null),
            [.. terms.Where(t => t.Source.Digest is null).Select(t => t.Id)],
            [.. latest.Select(Open).Where(o => o.Uses.Count > 0)],
            [.. Latest(registry, EntryKind.Model).Where(m => !IsCovered(registry, (ModelEntry)m)).Select(m => m.Id)],
            [.. Latest(registry, EntryKind.Provider).Where(p => ((ProviderEntry)p).Terms.Count == 0).Select(p => p.Id)]);
    }

    /// <summary>The gaps in Markdown, as in docs/starter-set.md.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Terms} versions of terms: {Read} written from a copy whose SHA-256 is kept, {FromMemory.Count} not.");
        List(text, "From memory, parts or accounts by others: they may deny, and allow nothing", FromMemory.Select(t => t.Brief));
        List(
            text,
            "Uses that the latest version leaves open",
            Unanswered.Select(u => $"{u.Terms.Brief} ({Kebab.Name(u.Subject)}): {string.Join(", ", u.Uses.Select(Kebab.Name))}"));
        List(text, "Models without a licence, or terms of their vendor", Models.Select(m => m.Name));
        List(text, "Providers without terms", Providers.Select(p => p.Name));
        return text.ToString().TrimEnd();
    }

    /// <summary>The gaps as JSON.</summary>
    public JsonObject Json() => new()
    {
        ["terms"] = Terms,
        ["read"] = Read,
        ["fromMemory"] = Document.Array(FromMemory, t => JsonValue.Create(t.ToString())),
        ["unanswered"] = Document.Array(Unanswered, u => new JsonObject
        {
            ["terms"] = u.Terms.ToString(),
            ["subject"] = Kebab.Name(u.Subject),
            ["uses"] = Document.Array(u.Uses, use => JsonValue.Create(Kebab.Name(use))),
        }),
        ["models"] = Document.Array(Models, m => JsonValue.Create(m.ToString())),
        ["providers"] = Document.Array(Providers, p => JsonValue.Create(p.ToString())),
    };

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.AppendLine().AppendLine($"{title}:").AppendLine();
        foreach (var line in lines.DefaultIfEmpty("none"))
        {
            text.AppendLine($"- {line}");
        }
    }

    private static IEnumerable<Entry> Latest(RegistrySnapshot registry, EntryKind kind) =>
        registry.All(kind).Select(e => e.Entry).GroupBy(e => e.Id.Name, StringComparer.OrdinalIgnoreCase).Select(g => g.Last());

    /// <summary>The uses that a document leaves open, of outputs if it speaks of them, else of content.</summary>
    private static (EntryId Terms, Subject Subject, IReadOnlyList<Use> Uses) Open(TermsEntry terms)
    {
        var subject = terms.Clauses.Any(c => c.Subjects.Contains(Subject.Outputs)) ? Subject.Outputs : Subject.Content;
        return (terms.Id, subject, [.. Enum.GetValues<Use>().Where(u => terms.On(subject, u).All(c => c.Effect == Effect.Silent))]);
    }

    private static bool IsCovered(RegistrySnapshot registry, ModelEntry model) =>
        model.Licences.Any(l => registry.Versions(EntryKind.Terms, l.Name).Count > 0)
        || (model.Weights != Weights.Open && registry.All(EntryKind.Provider).Select(p => (ProviderEntry)p.Entry).Any(
            p => p.Terms.Count > 0 && p.Owner is not null && string.Equals(p.Owner, model.Owner, StringComparison.OrdinalIgnoreCase)
                && p.Route is RouteKind.Direct or RouteKind.Cloud));
}
