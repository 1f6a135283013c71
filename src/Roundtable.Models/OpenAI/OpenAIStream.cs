using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;
using Roundtable.Models.Protocols;

namespace Roundtable.Models.OpenAI;

/// <summary>A chat completion that arrives as server-sent events, put together while a listener hears it.</summary>
internal sealed class OpenAIStream(Endpoint endpoint, IProgress<AnswerPart> listener)
{
    private const string End = "[DONE]";

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _refusal = new();
    private string? _model;
    private string? _id;
    private string? _finish;
    private UsageDetails? _usage;
    private bool _ended;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="ModelCallException">When the stream is not what the API promises, or tells of an error.</exception>
    public async Task<ChatResponse> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellation))
        {
            if (item.Data == End)
            {
                _ended = true;
                break;
            }

            if (item.Data.Length > 0)
            {
                Take(item.Data);
            }
        }

        // Some servers end without the mark, but none without saying why the model stopped.
        if (!_ended && _finish is null)
        {
            throw endpoint.Malformed("ended before it was complete");
        }

        return OpenAIAnswer.Of(_text.ToString(), _refusal.ToString(), _model, _id, _finish, _usage);
    }

    private void Take(string data)
    {
        JsonElement chunk;
        try
        {
            chunk = OpenAIAnswer.Checked(endpoint, JsonElement.Parse(data));
        }
        catch (JsonException e)
        {
            throw endpoint.Malformed("holds an event that is not JSON", e);
        }

        _model ??= chunk.Text("model");
        _id ??= chunk.Text("id");
        _usage = OpenAIAnswer.Usage(chunk) ?? _usage;
        if (chunk.Member("choices")?.Items().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } choice)
        {
            return;
        }

        _finish = choice.Text("finish_reason") ?? _finish;
        if (choice.Member("delta") is { ValueKind: JsonValueKind.Object } delta)
        {
            _refusal.Append(delta.Text("refusal"));
            if (OpenAIAnswer.Content(delta) is { Length: > 0 } words)
            {
                _text.Append(words);
                listener.Report(new AnswerPart.Delta(words));
            }
        }
    }
}
