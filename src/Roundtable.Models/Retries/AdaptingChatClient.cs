using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;

namespace Roundtable.Models.Retries;

/// <summary>
/// Does without what a model's server does not know: a JSON schema, a temperature, a limit of tokens, a stream, a system message, the older of two APIs.
/// The first request that is rejected for it is sent again without, and so is every later one.
/// </summary>
internal sealed class AdaptingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    private static readonly string[] _schemaWords =
        ["response_format", "schema", "output_config", "output_format", "structured output", "grammar", "guided decoding", "json_validate_failed"];

    private static readonly string[] _systemWords =
        ["developer instruction", "system role", "system message", "system prompt", "system instruction", "'system'", "\"system\""];

    /// <summary>OpenRouter's word for whatever no provider behind it supports.</summary>
    private const string Unnamed = "requested parameters";

    private volatile bool _noSchema;
    private volatile bool _noTemperature;
    private volatile bool _noLimit;
    private volatile bool _noStream;
    private volatile bool _noSystem;
    private volatile bool _responses;
    private volatile bool _completionLimit;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> asked = [.. messages];
        while (true)
        {
            var (sent, accepted) = (_noSystem ? WithoutSystem(asked) : asked, Accepted(options));
            try
            {
                return await base.GetResponseAsync(sent, accepted, cancellationToken);
            }
            catch (ModelCallException e) when (e.Rejected is { } said && Learn(said, e.IsTransient, sent, accepted))
            {
                // Asked again with what was learned.
            }
        }
    }

    private ChatOptions? Accepted(ChatOptions? options)
    {
        if (!(_noSchema || _noTemperature || _noLimit || _noStream || _responses || _completionLimit))
        {
            return options;
        }

        var accepted = options?.Clone() ?? new ChatOptions();
        accepted.ResponseFormat = _noSchema ? null : accepted.ResponseFormat;
        accepted.Temperature = _noTemperature ? null : accepted.Temperature;
        accepted.MaxOutputTokens = _noLimit ? null : accepted.MaxOutputTokens;
        new WireHints(_responses, _completionLimit).AddTo(accepted);
        if (_noStream)
        {
            accepted.AdditionalProperties?.Remove(AnswerPart.ListenerProperty);
        }

        return accepted;
    }

    /// <summary>The same words to the same model: what the system says stands before what the user says.</summary>
    private static IReadOnlyList<ChatMessage> WithoutSystem(IReadOnlyList<ChatMessage> messages)
    {
        var system = string.Join("\n\n", messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text));
        var rest = messages.Where(m => m.Role != ChatRole.System).ToList();
        return rest is [{ } first, ..] && first.Role == ChatRole.User
            ? [new(ChatRole.User, $"{system}\n\n{first.Text}"), .. rest.Skip(1)]
            : [new(ChatRole.User, system), .. rest];
    }

    /// <summary>
    /// Whether the words name something that was sent and can be left out or said otherwise. A server that fails is believed where it names the
    /// schema.
    /// </summary>
    private bool Learn(string said, bool fails, IReadOnlyList<ChatMessage> messages, ChatOptions? sent)
    {
        if (sent?.ResponseFormat is not null && (Array.Exists(_schemaWords, w => Names(said, w)) || Names(said, Unnamed)))
        {
            return _noSchema = true;
        }

        if (fails)
        {
            return false;
        }

        if (!_responses && Names(said, "v1/responses"))
        {
            return _responses = true;
        }

        if (sent?.MaxOutputTokens is not null && !_completionLimit && Names(said, "max_completion_tokens"))
        {
            return _completionLimit = true;
        }

        if (sent?.Temperature is not null && (Names(said, "temperature") || Names(said, Unnamed)))
        {
            return _noTemperature = true;
        }

        if (sent?.MaxOutputTokens is not null && (Names(said, "max_tokens") || Names(said, "max_completion_tokens") || Names(said, Unnamed)))
        {
            return _noLimit = true;
        }

        if (messages.Any(m => m.Role == ChatRole.System) && Array.Exists(_systemWords, w => Names(said, w)))
        {
            return _noSystem = true;
        }

        return AnswerPart.Listener(sent) is not null && Names(said, "stream") && (_noStream = true);
    }

    private static bool Names(string said, string word) => said.Contains(word, StringComparison.OrdinalIgnoreCase);
}
