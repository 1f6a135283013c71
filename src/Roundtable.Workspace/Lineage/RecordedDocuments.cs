using System.Globalization;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Lineage;

/// <summary>A document on the record that is listed by its kind.</summary>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Kind">The kind of the leaf, such as <c>disclosure</c>, or <see cref="RecordedDocuments.CutoffAudit"/>.</param>
/// <param name="Digest">SHA-256 of the document.</param>
public sealed record RecordedDocument(long Leaf, string Kind, Digest Digest);

/// <summary>Finds documents on the record by kind and by digest, in the index over the log.</summary>
/// <param name="index">The index.</param>
public sealed class RecordedDocuments(LineageIndex index)
{
    /// <summary>The kind of reports of audits of cut-offs, whose leaves are rulings.</summary>
    public const string CutoffAudit = "cutoff-audit";

    /// <summary>The kind of reports of watching, of appeals and their answers, and of what was done: rulings and contributions.</summary>
    public const string Watch = "watch";

    /// <summary>Documents of a kind, the newest first.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="skip">How many to leave out, from 0.</param>
    /// <param name="limit">The maximum number, from 1.</param>
    public IReadOnlyList<RecordedDocument> List(string kind, int skip, int limit)
    {
        using var command = index.Command(
            $"SELECT leaf, digest FROM {index.Prefix}lineage_documents WHERE kind = @kind ORDER BY leaf DESC LIMIT @limit OFFSET @skip",
            ("@kind", kind),
            ("@limit", limit),
            ("@skip", skip));
        using var reader = command.ExecuteReader();
        List<RecordedDocument> documents = [];
        while (reader.Read())
        {
            documents.Add(new RecordedDocument(reader.GetInt64(0), kind, Digest.Parse(reader.GetString(1))));
        }

        return documents;
    }

    /// <summary>How many documents of a kind there are.</summary>
    public int Count(string kind)
    {
        using var command = index.Command($"SELECT count(*) FROM {index.Prefix}lineage_documents WHERE kind = @kind", ("@kind", kind));
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>What stands in every document of watching.</summary>
    internal static ReadOnlySpan<byte> WatchFormat => "\"format\":\"roundtable-watch"u8;

    /// <summary>What stands in the report of an audit of cut-offs.</summary>
    internal static ReadOnlySpan<byte> CutoffFormat => "\"format\":\"roundtable-cutoff-audit/"u8;
}
