using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;

namespace Roundtable.Models.Retries;

/// <summary>
/// Does without what a model's server does not know: a JSON schema, a temperature, a limit of tokens, a stream. The first request
/// that is rejected for it is sent again without, and so is every later one.
/// </summary>
internal sealed class AdaptingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    private static readonly string[] _schemaWords = ["response_format", "json_schema", "output_config", "output_format", "structured output", "grammar"];

    private volatile bool _noSchema;
    private volatile bool _noTemperature;
    private volatile bool _noLimit;
    private volatile bool _noStream;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> asked = [.. messages];
        while (true)
        {
            var accepted = Accepted(options);
            try
            {
                return await base.GetResponseAsync(asked, accepted, cancellationToken);
            }
            catch (ModelCallException e) when (e.Rejected is { } said && accepted is not null && Learn(said, accepted))
            {
                // Asked again with what was learned.
            }
        }
    }

    private ChatOptions? Accepted(ChatOptions? options)
    {
        if (options is null || !(_noSchema || _noTemperature || _noLimit || _noStream))
        {
            return options;
        }

        var accepted = options.Clone();
        accepted.ResponseFormat = _noSchema ? null : accepted.ResponseFormat;
        accepted.Temperature = _noTemperature ? null : accepted.Temperature;
        accepted.MaxOutputTokens = _noLimit ? null : accepted.MaxOutputTokens;
        if (_noStream)
        {
            accepted.AdditionalProperties?.Remove(AnswerPart.ListenerProperty);
        }

        return accepted;
    }

    /// <summary>Whether the words name something that was sent and can be left out.</summary>
    private bool Learn(string said, ChatOptions sent)
    {
        if (sent.ResponseFormat is not null && Array.Exists(_schemaWords, w => Names(said, w)))
        {
            return _noSchema = true;
        }

        if (sent.Temperature is not null && Names(said, "temperature"))
        {
            return _noTemperature = true;
        }

        if (sent.MaxOutputTokens is not null && Names(said, "max_tokens"))
        {
            return _noLimit = true;
        }

        return AnswerPart.Listener(sent) is not null && Names(said, "stream") && (_noStream = true);
    }

    private static bool Names(string said, string word) => said.Contains(word, StringComparison.OrdinalIgnoreCase);
}
