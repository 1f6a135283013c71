using System.Buffers;
using System.Text.Json;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Batches;

/// <summary>How a provider says that a batch stands.</summary>
internal enum ProviderPhase
{
    /// <summary>It is worked on.</summary>
    Running,

    /// <summary>It is over: every request is answered, failed, expired or cancelled.</summary>
    Ended,

    /// <summary>It was refused as a whole.</summary>
    Failed,
}

/// <summary>A batch as its provider describes it.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Phase">How it stands.</param>
/// <param name="Status">The same in the provider's word.</param>
internal sealed record ProviderBatch(string Id, ProviderPhase Phase, string Status)
{
    /// <summary>Its requests; null where the provider does not count them yet.</summary>
    public long? Requests { get; init; }

    /// <summary>Those of them that are over.</summary>
    public long? Done { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When the provider stops working on it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Paths of the files with its results.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>Why it was refused, in the provider's words.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it was refused because too much is waiting at the provider already: less of it, or later, is accepted.</summary>
    public bool QueueIsFull { get; init; }

    /// <summary>The submission id that it was made with, where the provider keeps it.</summary>
    public string? Submission { get; init; }
}

/// <summary>What a submission consists of.</summary>
/// <param name="Id">Its random id.</param>
/// <param name="File">Path of the file with its requests, a line each.</param>
/// <param name="Path">The end of the address that live calls would go to.</param>
/// <param name="Headers">Headers besides the key's.</param>
internal sealed record Submission(string Id, string File, string Path, IReadOnlyList<(string Name, string Value)> Headers);

/// <summary>The batches of one provider.</summary>
internal abstract class BatchApi
{
    private const int PageSize = 100;

    /// <summary>How much one batch may hold.</summary>
    public abstract BatchLimits Limits { get; }

    /// <summary>Whether headers can be sent for the requests of a batch.</summary>
    public abstract bool TakesHeaders { get; }

    /// <summary>Bytes that are uploaded besides the lines and their ends.</summary>
    public virtual int Frame => 0;

    /// <summary>Whether requests are uploaded as a file before the batch is made; twice costs nothing.</summary>
    public virtual bool Uploads => false;

    /// <summary>The line of a request.</summary>
    public byte[] Line(Digest key, WireRequest wire)
    {
        var buffer = new ArrayBufferWriter<byte>(wire.Body.Length + 256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("custom_id"u8, key.ToString());
            WriteRequest(json, wire);
            json.WriteEndObject();
        }

        var line = buffer.WrittenSpan.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' '); // Between tokens alone can there be any: within a string of JSON it is escaped.
        return line;
    }

    /// <summary>Uploads the file of a submission; null where the provider takes its requests with the batch.</summary>
    public virtual Task<string?> UploadAsync(Submission submission) => Task.FromResult<string?>(null);

    /// <summary>Makes the batch.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="file">What <see cref="UploadAsync"/> returned.</param>
    /// <exception cref="ModelCallException">When the provider certainly made none.</exception>
    /// <exception cref="LostAnswerException">When it may have made one.</exception>
    public abstract Task<ProviderBatch> CreateAsync(Submission submission, string? file);

    /// <summary>The batches in the provider's list, newest first, that may be of a submission, made since a time; the one where that is certain.</summary>
    public async Task<IReadOnlyList<ProviderBatch>> FindAsync(
        Submission submission, BatchState state, DateTimeOffset since, CancellationToken cancellation)
    {
        List<ProviderBatch> found = [];
        for (string? after = null; ;)
        {
            var page = await ListAsync(submission, $"?limit={PageSize}", after is null ? null : Uri.EscapeDataString(after), cancellation);
            List<ProviderBatch> batches = [.. (page.Member("data")?.Items() ?? []).Select(Read).OfType<ProviderBatch>()];
            if (batches.Find(b => b.Submission == submission.Id) is { } one)
            {
                return [one];
            }

            found.AddRange(batches.Where(b => MayBe(b, state) && !(b.Created < since)));
            if (batches.Count == 0 || batches[^1].Created < since || batches[^1].Id == after
                || page.Member("has_more") is not { ValueKind: JsonValueKind.True })
            {
                return found;
            }

            after = batches[^1].Id;
        }
    }

    /// <summary>How a batch stands.</summary>
    public abstract Task<ProviderBatch> GetAsync(Submission submission, string id, CancellationToken cancellation);

    /// <summary>Asks for a batch to be cancelled. What is answered by then stays answered, and is charged.</summary>
    public abstract Task CancelAsync(Submission submission, string id);

    /// <summary>Copies a file of results to the end of a file.</summary>
    public abstract Task DownloadAsync(Submission submission, string path, FileStream file, CancellationToken cancellation);

    /// <summary>A page of the provider's list, the newest batches first.</summary>
    /// <param name="submission">The submission, for its headers.</param>
    /// <param name="query">The query to which the place is added.</param>
    /// <param name="after">The escaped id of the last batch of the page before; null for the first page.</param>
    /// <param name="cancellation">Stops.</param>
    protected abstract Task<JsonElement> ListAsync(Submission submission, string query, string? after, CancellationToken cancellation);

    /// <summary>Whether a batch which does not say of what submission it is may be of one.</summary>
    protected virtual bool MayBe(ProviderBatch batch, BatchState state) => false;

    /// <summary>A batch as the provider describes it; null where it is none.</summary>
    protected abstract ProviderBatch? Read(JsonElement batch);

    /// <summary>The members of a request's line besides its id.</summary>
    protected abstract void WriteRequest(Utf8JsonWriter json, WireRequest wire);
}
