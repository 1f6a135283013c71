using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Attestations;

/// <summary>A file that is attested.</summary>
/// <param name="Name">Its path from the folder of the attestation, with slashes.</param>
/// <param name="Content">SHA-256 of its bytes.</param>
public sealed record AttestedFile(string Name, Digest Content);

/// <summary>
/// What is attested: that files are those of a model or a dataset of the registry. An in-toto Statement v1 whose subjects are the files, with a predicate of
/// our own. docs/formats/file-attestation.md.
/// </summary>
/// <param name="Files">The files, in ascending order of their names, each once.</param>
/// <param name="Folders">The folders in which there is no other file, in ascending order; <see cref="Here"/> for that of the attestation.</param>
/// <param name="Entry">The entry's address, as in <c>urn:roundtable:model:acme/small@2</c>.</param>
/// <param name="Document">SHA-256 of the entry's document.</param>
/// <param name="Leaf">The leaf that records the entry; null where none does.</param>
/// <param name="Log">The log's name, which is that of its keys.</param>
public sealed record FileStatement(
    IReadOnlyList<AttestedFile> Files, IReadOnlyList<string> Folders, string Entry, Digest Document, long? Leaf, string Log)
{
    /// <summary>The type of the statement: in-toto Statement v1.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>The type of the predicate, with its version.</summary>
    public const string PredicateType = "urn:roundtable:attestation:1";

    /// <summary>The name of the attestation's own folder.</summary>
    public const string Here = ".";

    /// <summary>The largest statement in bytes: its proof repeats it twice in base64, and has to stay below the largest proof.</summary>
    public const int MaxBytes = 2 << 20;

    /// <summary>Its bytes: canonical JSON (RFC 8785).</summary>
    public byte[] Write()
    {
        var entry = new JsonObject { ["id"] = Entry, ["sha256"] = Document.ToString() };
        if (Leaf is { } leaf)
        {
            entry["leaf"] = leaf;
        }

        return CanonicalJson.Write(new JsonObject
        {
            ["_type"] = StatementType,
            ["subject"] = new JsonArray([.. Files.Select(f => (JsonNode)new JsonObject
            {
                ["name"] = f.Name,
                ["digest"] = new JsonObject { ["sha256"] = f.Content.ToString() },
            })]),
            ["predicateType"] = PredicateType,
            ["predicate"] = new JsonObject
            {
                ["entry"] = entry,
                ["folders"] = new JsonArray([.. Folders.Select(f => (JsonNode)f)]),
                ["log"] = Log,
            },
        });
    }

    /// <summary>Reads a statement.</summary>
    /// <exception cref="FormatException">When it is not one of this version in canonical form, or names a file outside of its folder.</exception>
    public static FileStatement Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)json["_type"] != StatementType || (string?)json["predicateType"] != PredicateType)
            {
                throw new FormatException("it is no statement of this version about files of a model or a dataset");
            }

            var (predicate, entry) = (json["predicate"]!, json["predicate"]!["entry"]!);
            var statement = new FileStatement(
                [.. json["subject"]!.AsArray().Select(s => new AttestedFile((string)s!["name"]!, Digest.Parse((string)s["digest"]!["sha256"]!)))],
                [.. predicate["folders"]!.AsArray().Select(f => (string)f!)],
                (string)entry["id"]!,
                Digest.Parse((string)entry["sha256"]!),
                (long?)entry["leaf"],
                (string)predicate["log"]!);
            return !statement.Write().AsSpan().SequenceEqual(bytes) ? throw new FormatException("its statement is not in canonical form, or has other members")
                : statement.Files.Count == 0 || !IsAscending(statement.Files.Select(f => f.Name)) || !IsAscending(statement.Folders)
                    ? throw new FormatException("its files are not in order, or one stands there twice")
                : statement.Files.FirstOrDefault(f => !IsName(f.Name))?.Name is { } odd ? throw new FormatException($"'{odd}' is no name of a file beside it")
                : statement.Folders.FirstOrDefault(f => f != Here && !IsName(f)) is { } other
                    ? throw new FormatException($"'{other}' is no name of a folder beside it")
                : statement;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw new FormatException($"its statement cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Whether a text names something below the attestation's folder, in a way that means the same on every system.</summary>
    public static bool IsName(string name) =>
        name.Split('/').All(part => part is not ("" or "." or ".."))
        && !name.Contains('\\', StringComparison.Ordinal)
        && !Path.IsPathRooted(name)
        && !name.EnumerateRunes().Any(r => Rune.IsControl(r) || r == Rune.ReplacementChar);

    private static bool IsAscending(IEnumerable<string> names)
    {
        string? before = null;
        foreach (var name in names)
        {
            if (before is not null && string.CompareOrdinal(before, name) >= 0)
            {
                return false;
            }

            before = name;
        }

        return true;
    }
}
