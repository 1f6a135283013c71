using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Tests.Models.Batches;

/// <summary>
/// A provider's batches as a behaviour of <see cref="ProviderServer"/>: OpenAI's files and batches, Anthropic's message batches, and live calls. It answers
/// every request, keeps its own bill, and does wrong what it is told to.
/// </summary>
internal sealed class BatchProvider(TimeProvider time, BatchMischief mischief)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly List<Batch> _batches = [];
    private readonly Dictionary<string, int> _submitted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _occasions = new(StringComparer.Ordinal);

    /// <summary>Dollars a million tokens of prompt and answer; a batch costs half.</summary>
    public const decimal InputPrice = 2;

    public const decimal OutputPrice = 8;

    /// <summary>How often each id was answered, and so charged.</summary>
    public Dictionary<string, int> Charged { get; } = new(StringComparer.Ordinal);

    /// <summary>What it charges in all, in millionths of a dollar.</summary>
    public decimal Bill { get; private set; }

    public int LiveCalls { get; private set; }

    /// <summary>What it answers to a text.</summary>
    public Func<string, string> Answers { get; init; } = static text => $"Said of {text}";

    public IReadOnlyList<Batch> Batches => _batches;

    /// <summary>Is told of every call by its path; where it returns true, nothing comes back: the caller is to die now.</summary>
    public Func<string, bool, bool>? Hangs { get; set; }

    public async Task AnswerAsync(HttpContext context)
    {
        var path = $"{context.Request.Method} {context.Request.Path}";
        if (Hangs?.Invoke(path, false) == true || Happens(mischief.LosesCreations / 4, "stalled " + path))
        {
            context.Abort();
            return;
        }

        if (Happens(mischief.FailsCalls, "call " + path))
        {
            await (Happens(0.5, "kind " + path) ? ProviderAnswers.Limits(2) : ProviderAnswers.Fails(500, "The server had an error."))(context);
            return;
        }

        string answer;
        lock (_lock)
        {
            answer = Answer(context);
        }

        if (Hangs?.Invoke(path, true) == true
            || (context.Request.Method == "POST" && path.EndsWith("batches", StringComparison.Ordinal) && Happens(mischief.LosesCreations, "creation")))
        {
            context.Abort();
            return;
        }

        if (answer.StartsWith('!'))
        {
            await ProviderAnswers.Fails(int.Parse(answer[1..4], CultureInfo.InvariantCulture), answer[4..])(context);
            return;
        }

        if (path.EndsWith("/content", StringComparison.Ordinal) || path.EndsWith("/results", StringComparison.Ordinal))
        {
            await DownloadAsync(context, path, Encoding.UTF8.GetBytes(answer));
            return;
        }

        await ProviderAnswers.Json(answer)(context);
    }

    private bool Happens(double share, string what)
    {
        lock (_lock)
        {
            var occasion = _occasions[what] = _occasions.GetValueOrDefault(what) + 1;
            return mischief.Hits(share, what, occasion);
        }
    }

    private async Task DownloadAsync(HttpContext context, string path, byte[] whole)
    {
        var from = 0;
        context.Response.Headers.ETag = $"\"{whole.Length}\"";
        context.Response.Headers.AcceptRanges = "bytes";
        if (context.Request.Headers.Range.ToString() is ['b', .., '-'] range)
        {
            from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{whole.Length - 1}/{whole.Length}";
        }

        context.Response.ContentLength = whole.Length - from;
        if (Happens(mischief.CutsDownloads, "cut " + path) && whole.Length - from > 10)
        {
            await context.Response.Body.WriteAsync(whole.AsMemory(from, (whole.Length - from) / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(whole.AsMemory(from));
    }

    private string Answer(HttpContext context)
    {
        var segments = context.Request.Path.Value!.Trim('/').Split('/')[1..];
        var request = ProviderServer.Request(context);
        return (context.Request.Method, segments) switch
        {
            ("POST", ["files"]) => Upload(context),
            ("GET", ["files", var id, "content"]) => Content(id),
            ("POST", ["batches"]) => Create(request),
            ("GET", ["batches"]) => List(context, b => b.Describe(), "after", anthropic: false),
            ("GET", ["batches", var id]) => Find(id)?.Look().Describe() ?? "!404No such batch.",
            ("POST", ["batches", var id, "cancel"]) => Find(id)?.Cancel().Describe() ?? "!404No such batch.",
            ("POST", ["messages", "batches"]) => CreateAnthropic(request),
            ("GET", ["messages", "batches"]) => List(context, b => b.DescribeAnthropic(), "after_id", anthropic: true),
            ("GET", ["messages", "batches", var id]) => Find(id)?.Look().DescribeAnthropic() ?? "!404No such batch.",
            ("GET", ["messages", "batches", var id, "results"]) => Content(id),
            ("POST", ["messages", "batches", var id, "cancel"]) => Find(id)?.Cancel().DescribeAnthropic() ?? "!404No such batch.",
            ("POST", ["chat", "completions"]) => Live(request, anthropic: false),
            ("POST", ["messages"]) => Live(request, anthropic: true),
            _ => "!404There is no such path.",
        };
    }

    private string Live(JsonElement request, bool anthropic)
    {
        LiveCalls++;
        var (body, cost) = Says(request, anthropic);
        Bill += cost;
        return body.ToJsonString();
    }

    private string Upload(HttpContext context)
    {
        var text = Encoding.UTF8.GetString(ProviderServer.Body(context));
        var start = text.IndexOf("{\"custom_id\"", StringComparison.Ordinal);
        var end = text.LastIndexOf("}\n", StringComparison.Ordinal);
        var id = $"file-{_files.Count + 1}";
        _files[id] = text[start..(end + 1)];
        return new JsonObject { ["id"] = id, ["object"] = "file", ["purpose"] = "batch" }.ToJsonString();
    }

    private string Create(JsonElement request)
    {
        var lines = _files[request.GetProperty("input_file_id").GetString()!].Split('\n').Select(l => JsonElement.Parse(l)).ToList();
        var batch = Add(lines.ConvertAll(l => (l.GetProperty("custom_id").GetString()!, l.GetProperty("body"))), anthropic: false);
        batch.Metadata = JsonNode.Parse(request.GetProperty("metadata").GetRawText());
        var waiting = _batches.Where(b => !b.IsOver).Sum(b => b.Tokens);
        batch.Refused = waiting > mischief.QueueTokens;
        return batch.Describe();
    }

    private string CreateAnthropic(JsonElement request) => Add(
        [.. request.GetProperty("requests").EnumerateArray().Select(r => (r.GetProperty("custom_id").GetString()!, r.GetProperty("params")))], anthropic: true)
        .DescribeAnthropic();

    private Batch Add(List<(string Id, JsonElement Body)> requests, bool anthropic)
    {
        if (requests.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count() != requests.Count)
        {
            throw new InvalidOperationException("An id is not unique in its batch.");
        }

        var batch = new Batch(this, $"batch_{_batches.Count + 1}", requests, anthropic);
        _batches.Add(batch);
        return batch;
    }

    private Batch? Find(string id) => _batches.Find(b => b.Id == id);

    private string List(HttpContext context, Func<Batch, string> describe, string cursor, bool anthropic)
    {
        var all = _batches.Where(b => b.Anthropic == anthropic).Reverse().ToList();
        var after = context.Request.Query[cursor].ToString();
        var rest = after.Length == 0 ? all : all[(all.FindIndex(b => b.Id == after) + 1)..];
        const int Page = 3; // The server decides how many come at once.
        return new JsonObject
        {
            ["data"] = new JsonArray([.. rest.Take(Page).Select(b => JsonNode.Parse(describe(b.Look())))]),
            ["has_more"] = rest.Count > Page,
        }.ToJsonString();
    }

    private string Content(string id)
    {
        var batch = Find(id.Split('.')[0])!;
        var lines = id.EndsWith(".errors", StringComparison.Ordinal) ? batch.Errors : batch.Output;
        var download = _occasions["download " + id] = _occasions.GetValueOrDefault("download " + id) + 1;
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            var garbled = mischief.GarblesLines > 0 && (download == 1 || mischief.Lasts) && mischief.Hits(mischief.GarblesLines, $"garbled {lines[i].Id}", 1);
            text.Append(garbled ? lines[i].Line[..(lines[i].Line.Length / 2)] : lines[i].Line).Append('\n');
            if (mischief.Hits(mischief.Duplicates, $"duplicate {lines[i].Id}", 1))
            {
                text.Append(lines[i].Line).Append('\n');
            }
        }

        return text.ToString();
    }

    private (JsonNode Body, decimal Cost) Says(JsonElement request, bool anthropic)
    {
        var asked = request.GetProperty("messages").EnumerateArray().Last().GetProperty("content");
        var text = asked.ValueKind == JsonValueKind.String ? asked.GetString()! : asked.EnumerateArray().Last().GetProperty("text").GetString()!;
        var answer = new WireAnswer(Answers(text)) { Id = "answer-1", Model = "served-1", Finish = "stop" };
        var body = anthropic ? answer.Message() : answer.ChatCompletion();
        var (input, output) = (request.GetRawText().Length / 4, 5 + (text.Length % 7));
        body["usage"] = anthropic
            ? new JsonObject { ["input_tokens"] = input, ["output_tokens"] = output }
            : new JsonObject { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input + output };
        return (body, (input * InputPrice) + (output * OutputPrice));
    }

    /// <summary>A batch. It is worked on when it is looked at.</summary>
    internal sealed class Batch(BatchProvider provider, string id, List<(string Id, JsonElement Body)> requests, bool anthropic)
    {
        private readonly DateTimeOffset _created = provider.Now;
        private int _looks;

        public string Id => id;

        public bool Anthropic => anthropic;

        public int Requests => requests.Count;

        public long Tokens => requests.Sum(r => r.Body.GetRawText().Length / 4);

        public JsonNode? Metadata { get; set; }

        public bool Refused { get; set; }

        public bool IsOver => Refused || Status is not null;

        private string? Status { get; set; }

        public List<(string Id, string Line)> Output { get; } = [];

        public List<(string Id, string Line)> Errors { get; } = [];

        public Batch Look()
        {
            if (!Refused && Status is null && ++_looks > provider.Polls)
            {
                Work(cancelled: false);
            }

            return this;
        }

        public Batch Cancel()
        {
            if (!IsOver)
            {
                Work(cancelled: true);
            }

            return this;
        }

        public string Describe() => new JsonObject
        {
            ["id"] = id,
            ["object"] = "batch",
            ["status"] = Refused ? "failed" : Status ?? "in_progress",
            ["errors"] = Refused
                ? JsonNode.Parse("""{"object":"list","data":[{"code":"token_limit_exceeded","message":"Enqueued token limit reached."}]}""")
                : null,
            ["created_at"] = _created.ToUnixTimeSeconds(),
            ["expires_at"] = _created.AddDays(1).ToUnixTimeSeconds(),
            ["output_file_id"] = Output.Count > 0 ? id + ".output" : null,
            ["error_file_id"] = Errors.Count > 0 ? id + ".errors" : null,
            ["request_counts"] = new JsonObject { ["total"] = Requests, ["completed"] = Output.Count, ["failed"] = Errors.Count },
            ["metadata"] = Metadata?.DeepClone(),
        }.ToJsonString();

        public string DescribeAnthropic() => new JsonObject
        {
            ["id"] = id,
            ["type"] = "message_batch",
            ["processing_status"] = Status is null ? "in_progress" : "ended",
            ["created_at"] = _created.ToString("O"),
            ["expires_at"] = _created.AddDays(1).ToString("O"),
            ["results_url"] = Status is null ? null : $"https://elsewhere.example/v1/messages/batches/{id}/results",
            ["request_counts"] = new JsonObject
            {
                ["processing"] = Status is null ? Requests : 0,
                ["succeeded"] = Status is null ? 0 : Requests,
                ["errored"] = 0,
                ["canceled"] = 0,
                ["expired"] = 0,
            },
        }.ToJsonString();

        private void Work(bool cancelled)
        {
            Status = cancelled ? "cancelled" : "completed";
            foreach (var (key, body) in requests)
            {
                var round = provider._submitted[key] = provider._submitted.GetValueOrDefault(key) + 1;
                bool Happens(double share, string what) => (round == 1 || provider.Mischief.Lasts) && provider.Mischief.Hits(share, $"{what} {key}", 1);
                if (cancelled && provider.Mischief.Hits(0.5, "cancelled " + key, 1))
                {
                    Errors.Add((key, anthropic ? Line(key, "canceled", null) : Line(key, null, "batch_cancelled")));
                }
                else if (Happens(provider.Mischief.Expires, "expires"))
                {
                    Status = "expired";
                    Errors.Add((key, anthropic ? Line(key, "expired", null) : Line(key, null, "batch_expired")));
                }
                else if (Happens(provider.Mischief.FailsLines, "fails"))
                {
                    Errors.Add((key, Failure(key, 500, "The server had an error.")));
                }
                else if (provider.Mischief.RejectsTemperature && body.TryGetProperty("temperature", out _))
                {
                    Errors.Add((key, Failure(key, 400, "Unsupported value: 'temperature' does not support 0.7 with this model.")));
                }
                else
                {
                    var (said, cost) = provider.Says(body, anthropic);
                    provider.Charged[key] = provider.Charged.GetValueOrDefault(key) + 1;
                    provider.Bill += cost / 2;
                    Output.Add((key, anthropic
                        ? new JsonObject { ["custom_id"] = key, ["result"] = new JsonObject { ["type"] = "succeeded", ["message"] = said } }.ToJsonString()
                        : new JsonObject
                        {
                            ["id"] = "batch_req_" + key[..6],
                            ["custom_id"] = key,
                            ["response"] = new JsonObject { ["status_code"] = 200, ["request_id"] = "req_1", ["body"] = said },
                            ["error"] = null,
                        }.ToJsonString()));
                }
            }

            if (anthropic)
            {
                Output.AddRange(Errors);
            }

            if (provider.Mischief.Reorders)
            {
                Output.Sort((a, b) => string.CompareOrdinal(a.Id[32..], b.Id[32..]));
            }
        }

        private string Failure(string key, int status, string message) => anthropic
            ? new JsonObject
            {
                ["custom_id"] = key,
                ["result"] = new JsonObject
                {
                    ["type"] = "errored",
                    ["error"] = new JsonObject
                    {
                        ["type"] = "error",
                        ["error"] = new JsonObject { ["type"] = status == 400 ? "invalid_request_error" : "api_error", ["message"] = message },
                    },
                },
            }.ToJsonString()
            : new JsonObject
            {
                ["id"] = "batch_req_1",
                ["custom_id"] = key,
                ["response"] = new JsonObject { ["status_code"] = status, ["body"] = new JsonObject { ["error"] = new JsonObject { ["message"] = message } } },
                ["error"] = null,
            }.ToJsonString();

        private static string Line(string key, string? type, string? code) => type is not null
            ? new JsonObject { ["custom_id"] = key, ["result"] = new JsonObject { ["type"] = type } }.ToJsonString()
            : new JsonObject
            {
                ["id"] = "batch_req_1",
                ["custom_id"] = key,
                ["response"] = null,
                ["error"] = new JsonObject { ["code"] = code, ["message"] = "It was not come to." },
            }.ToJsonString();
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private int Polls => mischief.Polls;

    private BatchMischief Mischief => mischief;
}
