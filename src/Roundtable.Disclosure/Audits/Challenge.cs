using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Disclosure.Audits;

/// <summary>A part of the rows that a sample is drawn from.</summary>
/// <param name="Class">The class; null for all rows.</param>
/// <param name="Draws">How many are drawn, at least 1.</param>
public sealed record Stratum(int? Class, long Draws);

/// <summary>
/// What an auditor wants to see, before anybody can know which rows that will be: the document of a leaf. It commits to a nonce that the auditor keeps until
/// witnesses have cosigned a checkpoint with this leaf.
/// </summary>
/// <param name="CommitmentLeaf">The leaf of the commitment.</param>
/// <param name="Root">The root of its tree.</param>
/// <param name="NonceDigest">SHA-256 of the nonce, which is 32 random bytes.</param>
/// <param name="By">Who asks.</param>
/// <param name="Unit">What is drawn by.</param>
/// <param name="Strata">What is drawn from: all rows at once, or some classes, each once.</param>
/// <param name="Alpha">The risk that a bound does not hold, over all strata together: above 0 and below 0.5.</param>
/// <param name="Witnesses">The witnesses whose cosignatures decide the sample, in this order; empty for none.</param>
public sealed record Challenge(
    long CommitmentLeaf,
    Digest Root,
    Digest NonceDigest,
    string By,
    Unit Unit,
    IReadOnlyList<Stratum> Strata,
    double Alpha,
    IReadOnlyList<VerifierKey> Witnesses)
{
    /// <summary>The version of the format that is written and read.</summary>
    public const string Current = "roundtable-challenge/1";

    /// <summary>The length of a nonce in bytes.</summary>
    public const int NonceLength = 32;

    /// <summary>The largest sample of a stratum.</summary>
    public const long MaxDraws = 1_000_000;

    /// <summary>The bytes of the document: canonical JSON (RFC 8785).</summary>
    public byte[] Write() => CanonicalJson.Write(new JsonObject
    {
        ["format"] = Current,
        ["commitment"] = new JsonObject { ["leaf"] = CommitmentLeaf, ["root"] = Root.ToString() },
        ["nonce"] = NonceDigest.ToString(),
        ["by"] = By,
        ["unit"] = Kebab.Name(Unit),
        ["sample"] = new JsonArray([.. Strata.Select(s => (JsonNode)Write(s))]),
        ["alpha"] = Alpha.ToString("R", CultureInfo.InvariantCulture),
        ["witnesses"] = new JsonArray([.. Witnesses.Select(w => (JsonNode)w.ToString())]),
    });

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">When it is not one of this version in canonical form.</exception>
    public static Challenge Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)json["format"] is var format && format != Current)
            {
                throw new FormatException(
                    format?.StartsWith("roundtable-challenge/", StringComparison.Ordinal) == true
                        ? "a newer program wrote the challenge: update roundtable" : "it is no challenge");
            }

            var challenge = new Challenge(
                (long)json["commitment"]!["leaf"]!,
                Digest.Parse((string)json["commitment"]!["root"]!),
                Digest.Parse((string)json["nonce"]!),
                (string)json["by"]!,
                Kebab.TryParse<Unit>((string)json["unit"]!, out var unit) ? unit : throw new FormatException("unknown unit"),
                [.. json["sample"]!.AsArray().Select(s => new Stratum((int?)s!["class"], (long)s["draws"]!))],
                double.Parse((string)json["alpha"]!, NumberStyles.Float, CultureInfo.InvariantCulture),
                [.. json["witnesses"]!.AsArray().Select(w => VerifierKey.Parse((string)w!))]);
            return challenge.Write().AsSpan().SequenceEqual(bytes) ? challenge : throw new FormatException("the challenge is not in canonical form");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException("it is no challenge", e);
        }
    }

    /// <summary>Checks that the challenge can be answered from a commitment.</summary>
    /// <exception cref="FormatException">When it is about another one, or asks for what cannot be drawn.</exception>
    public void Check(CommittedCorpus corpus)
    {
        if (Root != corpus.Root.Hash)
        {
            throw new FormatException("the challenge is about another commitment");
        }

        if (Strata.Count == 0 || Strata.Any(s => s.Draws is < 1 or > MaxDraws) || Alpha is not (> 0 and < 0.5)
            || (Strata.Count > 1 && (Strata.Any(s => s.Class is null) || Strata.Select(s => s.Class).Distinct().Count() < Strata.Count))
            || Witnesses.Any(w => w.Type != SignatureType.Cosignature) || Witnesses.Distinct().Count() < Witnesses.Count)
        {
            throw new FormatException(
                FormattableString.Invariant(
                    $"the challenge has no sample of 1 to {MaxDraws:N0} draws from all rows or from distinct classes, or no valid risk"));
        }

        foreach (var stratum in Strata)
        {
            if (stratum.Class is { } number && (number < 0 || number >= corpus.Classes.Count))
            {
                throw new FormatException(FormattableString.Invariant($"the commitment has no class {number}"));
            }

            if (corpus.Root.Sums.Of(stratum.Class).In(Unit) == 0)
            {
                throw new FormatException("the challenge draws by bytes from rows without any");
            }
        }
    }

    private static JsonObject Write(Stratum stratum)
    {
        var json = new JsonObject { ["draws"] = stratum.Draws };
        if (stratum.Class is { } number)
        {
            json["class"] = number;
        }

        return json;
    }
}
