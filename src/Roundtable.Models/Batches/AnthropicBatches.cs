using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.Batches;

/// <summary>
/// Anthropic's message batches (<c>POST /v1/messages/batches</c>). They keep no metadata: one whose answer was lost is looked for among those of as many
/// requests, made since; that it is the one is certain only when its results name the calls' ids, once it has ended.
/// </summary>
internal sealed class AnthropicBatches(BatchHttp http) : BatchApi
{
    private const string Root = "/v1/messages/batches";

    private static readonly byte[] _head = "{\"requests\":["u8.ToArray();
    private static readonly byte[] _tail = "]}"u8.ToArray();

    /// <inheritdoc/>
    public override BatchLimits Limits => BatchLimits.Anthropic;

    /// <inheritdoc/>
    public override bool TakesHeaders => true;

    /// <inheritdoc/>
    public override int Frame => _head.Length + _tail.Length;

    /// <inheritdoc/>
    public override async Task<ProviderBatch> CreateAsync(Submission submission, string? file)
    {
        using var content = new LinesContent(submission.File);
        return Read(await http.PostAsync(Root, content, submission.Headers))
            ?? throw new LostAnswerException(http.Endpoint.Malformed("names no id of the batch").Message);
    }

    /// <inheritdoc/>
    public override async Task<ProviderBatch> GetAsync(Submission submission, string id, CancellationToken cancellation) =>
        Read(await http.GetAsync($"{Root}/{Uri.EscapeDataString(id)}", submission.Headers, cancellation))
            ?? throw http.Endpoint.Malformed("describes no batch");

    /// <inheritdoc/>
    public override Task CancelAsync(Submission submission, string id) =>
        http.PostAsync($"{Root}/{Uri.EscapeDataString(id)}/cancel", null, submission.Headers);

    /// <inheritdoc/>
    public override Task DownloadAsync(Submission submission, string path, FileStream file, CancellationToken cancellation) =>
        http.DownloadAsync(path, submission.Headers, file, cancellation);

    /// <inheritdoc/>
    protected override void WriteRequest(Utf8JsonWriter json, WireRequest wire)
    {
        json.WritePropertyName("params"u8);
        json.WriteRawValue(wire.Body.Span, skipInputValidation: true);
    }

    /// <inheritdoc/>
    protected override Task<JsonElement> ListAsync(Submission submission, string query, string? after, CancellationToken cancellation) =>
        http.GetAsync($"{Root}{query}{(after is null ? "" : $"&after_id={after}")}", submission.Headers, cancellation);

    /// <inheritdoc/>
    protected override bool MayBe(ProviderBatch batch, BatchState state) => batch.Requests == state.Requests;

    /// <inheritdoc/>
    protected override ProviderBatch? Read(JsonElement batch)
    {
        if (batch.Text("id") is not { Length: > 0 } id)
        {
            return null;
        }

        var status = batch.Text("processing_status") ?? "";
        var counts = batch.Member("request_counts") ?? default;
        var done = (counts.Count("succeeded") ?? 0) + (counts.Count("errored") ?? 0) + (counts.Count("canceled") ?? 0) + (counts.Count("expired") ?? 0);
        return new ProviderBatch(id, status == "ended" ? ProviderPhase.Ended : ProviderPhase.Running, status)
        {
            Requests = batch.Member("request_counts") is null ? null : done + (counts.Count("processing") ?? 0),
            Done = done,
            Created = Time(batch.Text("created_at")),
            Expires = Time(batch.Text("expires_at")),
            Results = status != "ended" || batch.Text("archived_at") is not null ? [] : [PathOf(id, batch.Text("results_url"))],
        };
    }

    /// <summary>The path that the provider names is taken, and never its host: the key goes to the connection's address alone.</summary>
    private static string PathOf(string id, string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var named) && named.PathAndQuery.StartsWith("/v1/", StringComparison.Ordinal)
            ? named.PathAndQuery
            : $"{Root}/{Uri.EscapeDataString(id)}/results";

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The lines of a file as the one document that the API takes.</summary>
    private sealed class LinesContent : HttpContent
    {
        private readonly string _path;

        public LinesContent(string path)
        {
            _path = path;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_head);
            await using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var buffer = new byte[256 * 1024];
            var left = file.Length - 1; // Each line ends with a line feed; the last one's is no separator.
            for (int read; left > 0 && (read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)))) > 0; left -= read)
            {
                buffer.AsSpan(0, read).Replace((byte)'\n', (byte)','); // JSON that is written without indentation has no line feed within.
                await stream.WriteAsync(buffer.AsMemory(0, read));
            }

            await stream.WriteAsync(_tail);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = new FileInfo(_path).Length - 1 + _head.Length + _tail.Length;
            return true;
        }
    }
}
