using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Disclosing;

/// <summary>A disclosure that somebody can read: a published form, a commitment or an attestation, with the audits that belong to it.</summary>
/// <param name="Document">The document.</param>
/// <param name="Audited">For a commitment itself, for a form those that it names; with their audits.</param>
/// <param name="Earlier">For a form, the leaves of earlier ones of the same kind about the same subject in any version, the newest first.</param>
public sealed record ReadDisclosure(RecordedDisclosure Document, IReadOnlyList<AuditedCommitment> Audited, IReadOnlyList<RecordedDisclosure.OfForm> Earlier)
{
    /// <summary>For an attestation, who owns the model or dataset by the registry; null where nobody does, and for others.</summary>
    public string? Owner { get; init; }

    /// <summary>As JSON, what a list shows of it.</summary>
    public JsonObject Row() => Document switch
    {
        RecordedDisclosure.OfForm form => Add(Begin("form"), form.Form, "form", "subject", "owner", "missing"),
        RecordedDisclosure.OfCommitment commitment => AddCommitment(Begin("commitment"), commitment),
        RecordedDisclosure.OfAttestation attestation => AddAttestation(Begin("attestation"), attestation),
        _ => throw new InvalidOperationException("a disclosure is a form, a commitment or an attestation"),
    };

    /// <summary>As JSON: the document, and the audits of commitments to the data.</summary>
    public JsonObject Json()
    {
        var json = Row();
        json["document"] = Document switch
        {
            RecordedDisclosure.OfForm form => form.Form.DeepClone(),
            RecordedDisclosure.OfAttestation attestation => JsonNode.Parse(attestation.Statement.Write()),
            _ => JsonNode.Parse(((RecordedDisclosure.OfCommitment)Document).Corpus.Write()),
        };
        json["audits"] = Documents.Document.Array(Audited.SelectMany(c => c.Audits, (c, a) => (Commitment: c, Audit: a)), a => new JsonObject
        {
            ["commitment"] = a.Commitment.Leaf,
            ["challenge"] = a.Audit.Leaf,
            ["by"] = a.Audit.Challenge.By,
            ["revealed"] = a.Audit.Revealed,
            ["summary"] = a.Audit.Summary,
            ["findings"] = Documents.Document.Array(a.Audit.Findings, f => f.Finding.Json()),
        });
        json["earlier"] = Documents.Document.Array(Earlier, e => e.Leaf);
        return json;
    }

    private static JsonObject Add(JsonObject json, JsonObject form, params string[] members)
    {
        foreach (var member in members.Where(m => form[m] is not null))
        {
            json[member] = form[member]!.DeepClone();
        }

        return json;
    }

    private JsonObject AddCommitment(JsonObject json, RecordedDisclosure.OfCommitment commitment)
    {
        json["name"] = commitment.Corpus.Name;
        json["rows"] = commitment.Corpus.Rows;
        json["auditCount"] = Audited.Sum(a => a.Audits.Count);
        return json;
    }

    private JsonObject AddAttestation(JsonObject json, RecordedDisclosure.OfAttestation attestation)
    {
        json["subject"] = attestation.Subject;
        if (Owner is not null)
        {
            json["owner"] = Owner;
        }

        json["fileCount"] = (long)attestation.Statement.Files.Count;
        return json;
    }

    private JsonObject Begin(string kind) => new()
    {
        ["leaf"] = Document.Leaf,
        ["time"] = Document.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["kind"] = kind,
    };
}

/// <summary>Reads the disclosures that are on the record.</summary>
/// <param name="reader">What one request or one command has open.</param>
public sealed class DisclosureService(WorkspaceReader reader)
{
    /// <summary>Published forms, commitments and attestations, the newest first.</summary>
    /// <param name="owner">
    /// Only those of an organisation: its forms, the commitments that these name, and attestations of what it owns; null for all.
    /// </param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<ReadDisclosure>> ListAsync(string? owner, CancellationToken cancellation)
    {
        var access = await reader.OpenRegistryAsync(cancellation);
        var (recorded, commitments) = (RecordedDisclosure.All(access), AuditedCommitment.All(access).ToDictionary(c => c.Leaf));
        var forms = recorded.OfType<RecordedDisclosure.OfForm>().ToList();
        var all = recorded.Select(r => r switch
        {
            RecordedDisclosure.OfForm form => new ReadDisclosure(
                r,
                [.. Named(form).Where(commitments.ContainsKey).Select(l => commitments[l])],
                [.. forms.Where(f => f.Leaf < form.Leaf && IsSame(f, form))]),
            RecordedDisclosure.OfCommitment => new ReadDisclosure(r, [commitments[r.Leaf]], []),
            RecordedDisclosure.OfAttestation attestation => new ReadDisclosure(r, [], [])
            {
                Owner = EntryReference.TryParse(attestation.Subject) is { } entry ? access.Registry.Find(entry)?.Entry.Owner : null,
            },
            _ => null,
        }).OfType<ReadDisclosure>().ToList();
        if (owner is null)
        {
            return all;
        }

        var own = all.Where(d => string.Equals(
            d.Document is RecordedDisclosure.OfForm form ? (string?)form.Form["owner"] : d.Owner, owner, StringComparison.OrdinalIgnoreCase)).ToList();
        var named = own.SelectMany(d => d.Audited).Select(c => c.Leaf).ToHashSet();
        return [.. all.Where(d => own.Contains(d) || named.Contains(d.Document.Leaf))];
    }

    /// <summary>A form, a commitment or an attestation by its leaf.</summary>
    /// <exception cref="WorkspaceException">When the leaf is none of these.</exception>
    public async Task<ReadDisclosure> FindAsync(long leaf, CancellationToken cancellation) =>
        (await ListAsync(null, cancellation)).FirstOrDefault(d => d.Document.Leaf == leaf) ?? throw new WorkspaceException(
            ErrorKind.NotFound, FormattableString.Invariant($"Leaf {leaf} is no published form, commitment or attestation."));

    /// <summary>What changed from one disclosure to another.</summary>
    /// <param name="before">A leaf, or a file with a form or a commitment.</param>
    /// <param name="after">Another of the same kind.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When one of them is none, or they are of different kinds.</exception>
    public async Task<IReadOnlyList<DisclosureChange>> CompareAsync(string before, string after, CancellationToken cancellation) =>
        DisclosureChange.Between(await ReadAsync(before, cancellation), await ReadAsync(after, cancellation));

    private async Task<RecordedDisclosure> ReadAsync(string named, CancellationToken cancellation)
    {
        if (long.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var leaf))
        {
            return (await FindAsync(leaf, cancellation)).Document;
        }

        var bytes = AuditedService.Read(named, b => b);
        return RecordedDisclosure.Parse(bytes, -1, default) ?? throw new WorkspaceException(
            ErrorKind.BadData, $"{Neutralise.Line(named)} is neither a form ('disclose NAME --form --out') nor a commitment (commitment.json).");
    }

    private static IEnumerable<long> Named(RecordedDisclosure.OfForm form) => form.Form["commitments"]?.AsArray().Select(c => (long)c!) ?? [];

    private static bool IsSame(RecordedDisclosure.OfForm one, RecordedDisclosure.OfForm other) =>
        (string?)one.Form["form"] == (string?)other.Form["form"] && Subject(one) == Subject(other);

    private static string Subject(RecordedDisclosure.OfForm form) => ((string)form.Form["subject"]!).Split('@')[0];
}
