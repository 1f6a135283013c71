using System.Net.Http.Headers;
using System.Text.Json;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.Batches;

/// <summary>
/// OpenAI's batches (<c>POST /files</c>, <c>POST /batches</c>), and those of servers that speak the same. A batch's metadata hold the submission id, so that
/// one whose answer was lost is found for certain.
/// </summary>
internal sealed class OpenAIBatches(BatchHttp http) : BatchApi
{
    private const string SubmissionKey = "roundtable_submission";

    /// <inheritdoc/>
    public override BatchLimits Limits => BatchLimits.OpenAI;

    /// <inheritdoc/>
    public override bool TakesHeaders => false;

    /// <inheritdoc/>
    public override bool Uploads => true;

    /// <inheritdoc/>
    public override async Task<string?> UploadAsync(Submission submission)
    {
        await using var stream = new FileStream(submission.File, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var content = new MultipartFormDataContent();
        using var purpose = new StringContent("batch");
        purpose.Headers.ContentType = null;
        content.Add(purpose, "\"purpose\"");
        using var file = new StreamContent(stream);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "\"file\"",
            FileName = $"\"roundtable-{submission.Id}.jsonl\"",
        };
        content.Add(file);
        var answer = await http.PostAsync("/files", content, []);
        return answer.Text("id") ?? throw new LostAnswerException(http.Endpoint.Malformed("names no id of the file").Message);
    }

    /// <inheritdoc/>
    public override async Task<ProviderBatch> CreateAsync(Submission submission, string? file)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(
            new BatchCreation(
                file!, "/v1" + submission.Path, "24h", new Dictionary<string, string>(StringComparer.Ordinal) { [SubmissionKey] = submission.Id }),
            BatchWireJson.Default.BatchCreation));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Read(await http.PostAsync("/batches", content, []))
            ?? throw new LostAnswerException(http.Endpoint.Malformed("names no id of the batch").Message);
    }

    /// <inheritdoc/>
    public override async Task<ProviderBatch> GetAsync(Submission submission, string id, CancellationToken cancellation) =>
        Read(await http.GetAsync($"/batches/{Uri.EscapeDataString(id)}", [], cancellation))
            ?? throw http.Endpoint.Malformed("describes no batch");

    /// <inheritdoc/>
    public override Task CancelAsync(Submission submission, string id) => http.PostAsync($"/batches/{Uri.EscapeDataString(id)}/cancel", null, []);

    /// <inheritdoc/>
    public override Task DownloadAsync(Submission submission, string path, FileStream file, CancellationToken cancellation) =>
        http.DownloadAsync(path, [], file, cancellation);

    /// <inheritdoc/>
    protected override void WriteRequest(Utf8JsonWriter json, WireRequest wire)
    {
        json.WriteString("method"u8, "POST"u8);
        json.WriteString("url"u8, "/v1" + wire.Path);
        json.WritePropertyName("body"u8);
        json.WriteRawValue(wire.Body.Span, skipInputValidation: true);
    }

    /// <inheritdoc/>
    protected override Task<JsonElement> ListAsync(Submission submission, string query, string? after, CancellationToken cancellation) =>
        http.GetAsync($"/batches{query}{(after is null ? "" : $"&after={after}")}", [], cancellation);

    /// <inheritdoc/>
    protected override ProviderBatch? Read(JsonElement batch)
    {
        if (batch.Text("id") is not { Length: > 0 } id)
        {
            return null;
        }

        var status = batch.Text("status") ?? "";
        var counts = batch.Member("request_counts") ?? default;
        var faults = batch.Member("errors")?.Member("data")?.Items().ToList() ?? [];
        return new ProviderBatch(id, PhaseOf(status), status)
        {
            Requests = counts.Count("total") is > 0 and var total ? total : null,
            Done = (counts.Count("completed") ?? 0) + (counts.Count("failed") ?? 0),
            Created = Time(batch.Count("created_at")),
            Expires = Time(batch.Count("expires_at")),
            Results =
            [
                .. ((string?[])[batch.Text("output_file_id"), batch.Text("error_file_id")]).OfType<string>().Where(f => f.Length > 0)
                    .Select(f => $"/files/{Uri.EscapeDataString(f)}/content"),
            ],
            Problem = faults.Count == 0 ? null : ProviderError.Of(faults[0]).Message,
            QueueIsFull = faults.Any(f => f.Text("code") == "token_limit_exceeded"),
            Submission = batch.Member("metadata")?.Text(SubmissionKey),
        };
    }

    /// <summary>OpenAI's words, and those of servers that speak the same with words of their own.</summary>
    private static ProviderPhase PhaseOf(string status) => status.ToLowerInvariant() switch
    {
        "completed" or "succeeded" or "expired" or "cancelled" or "canceled" => ProviderPhase.Ended,
        "failed" => ProviderPhase.Failed,
        _ => ProviderPhase.Running,
    };

    private static DateTimeOffset? Time(long? seconds) =>
        seconds is >= 0 and < 253_402_300_800 and var known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;
}
