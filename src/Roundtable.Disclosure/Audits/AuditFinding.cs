using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Disclosure.Audits;

/// <summary>
/// What an audit came to, as whoever judged it says: a document for the record that names no row's text. It is a statement, and proves nothing: whoever has
/// the opened rows judges them anew. docs/formats/disclosure.md.
/// </summary>
/// <param name="Log">The name of the log that holds the commitment.</param>
/// <param name="Commitment">The leaf of the commitment.</param>
/// <param name="Root">The root that was committed to.</param>
/// <param name="Corpus">What the corpus is called.</param>
/// <param name="Challenge">The leaf of the challenge.</param>
/// <param name="By">Who asked.</param>
/// <param name="JudgedBy">How rows were judged: <c>scan</c>, <c>set</c> or <c>verdicts</c>, with <c>for USE</c> where they were ruled on.</param>
/// <param name="Unit">What was drawn by.</param>
/// <param name="Drawn">How many draws there were.</param>
/// <param name="NotOpened">How many of them were not opened; they count as wrong.</param>
/// <param name="Wrong">How many draws were wrong.</param>
/// <param name="Bound">The upper bound of the share that is counted wrongly, from 0 to 1.</param>
/// <param name="Risk">The risk that the bound does not hold.</param>
/// <param name="Witnesses">Names of the witnesses that had a part in the sample.</param>
public sealed record AuditFinding(
    string Log,
    long Commitment,
    Digest Root,
    string Corpus,
    long Challenge,
    string By,
    string JudgedBy,
    Unit Unit,
    long Drawn,
    long NotOpened,
    long Wrong,
    double Bound,
    double Risk,
    IReadOnlyList<string> Witnesses)
{
    /// <summary>The version of the format that is written and read.</summary>
    public const string Current = "roundtable-audit-finding/1";

    /// <summary>The finding of a judged audit.</summary>
    public static AuditFinding Of(VerifiedAudit audit, AuditResult result, string judgedBy) => new(
        audit.SignedBy.Name,
        audit.CommitmentLeaf,
        audit.Corpus.Root.Hash,
        audit.Corpus.Name,
        audit.ChallengeLeaf,
        audit.Challenge.By,
        judgedBy,
        audit.Challenge.Unit,
        result.Strata.Sum(s => s.Drawn),
        result.Strata.Sum(s => s.NotOpened),
        result.Strata.Sum(s => s.Wrong),
        result.Bound,
        audit.Challenge.Alpha,
        audit.CosignedBy);

    /// <summary>In a sentence without a full stop.</summary>
    public override string ToString()
    {
        var found = string.Create(
            CultureInfo.InvariantCulture,
            $"{Wrong:N0} of {Drawn:N0} draws {(Wrong == 1 ? "was" : "were")} wrong ({NotOpened:N0} not opened): at most {100 * Bound:0.##} % of the ");
        var risk = string.Create(CultureInfo.InvariantCulture, $"{Kebab.Name(Unit)} are counted wrongly, with a risk of {100 * Risk:0.##} %, as {By} found ");
        return found + risk + (Witnesses.Count == 0 ? "without witnesses" : $"with {string.Join(", ", Witnesses)}");
    }

    /// <summary>The bytes of the document: canonical JSON (RFC 8785).</summary>
    public byte[] Write() => CanonicalJson.Write(Json());

    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["format"] = Current,
        ["log"] = Log,
        ["commitment"] = Commitment,
        ["root"] = Root.ToString(),
        ["corpus"] = Corpus,
        ["challenge"] = Challenge,
        ["by"] = By,
        ["judgedBy"] = JudgedBy,
        ["unit"] = Kebab.Name(Unit),
        ["drawn"] = Drawn,
        ["notOpened"] = NotOpened,
        ["wrong"] = Wrong,
        ["bound"] = Bound,
        ["risk"] = Risk,
        ["witnesses"] = new JsonArray([.. Witnesses.Select(w => (JsonNode)w)]),
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">When it is not one of this version.</exception>
    public static AuditFinding Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            return (string?)json["format"] != Current ? throw new FormatException("it is no finding of an audit") : new AuditFinding(
                (string)json["log"]!,
                (long)json["commitment"]!,
                Digest.Parse((string)json["root"]!),
                (string)json["corpus"]!,
                (long)json["challenge"]!,
                (string)json["by"]!,
                (string)json["judgedBy"]!,
                Kebab.TryParse<Unit>((string)json["unit"]!, out var unit) ? unit : throw new FormatException("unknown unit"),
                (long)json["drawn"]!,
                (long)json["notOpened"]!,
                (long)json["wrong"]!,
                (double)json["bound"]!,
                (double)json["risk"]!,
                [.. json["witnesses"]!.AsArray().Select(w => (string)w!)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException("it is no finding of an audit", e);
        }
    }
}
