using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;

namespace Roundtable.Models.Retries;

/// <summary>
/// Does without what a model's server does not know: a JSON schema, a temperature, an effort, a stream, a system message, the older of two APIs; and makes
/// a limit of tokens smaller that is too large for it. The first request that is rejected for it is sent again without, and so is every later one.
/// </summary>
internal sealed partial class AdaptingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <summary>How often one call is sent again with a smaller limit.</summary>
    private const int MaxLowerings = 3;

    private static readonly string[] _schemaWords =
    [
        "response_format", "schema", "output_config", "output_format", "structured output", "grammar", "guided decoding", "json_validate_failed",
        "json mode",
    ];

    private static readonly string[] _systemWords =
    [
        "developer instruction", "system role", "system message", "system prompt", "system instruction", "'system'", "\"system\"", "roles must alternate",
    ];

    private static readonly string[] _reasoningWords = ["reasoning_effort", "reasoning.effort", "reasoning effort", "effort", "thinking", "'reasoning'"];

    private static readonly string[] _responsesWords = ["v1/responses", "responses api", "/responses endpoint"];

    /// <summary>OpenRouter's word for whatever no provider behind it supports.</summary>
    private const string Unnamed = "requested parameters";

    private readonly Lock _lock = new();
    private Accepted _accepted = Accepted.Everything;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> asked = [.. messages];
        int? limit = null;
        for (var lowered = 0; ;)
        {
            var accepted = _accepted;
            var (sent, settings) = (accepted.NoSystem ? WithoutSystem(asked) : asked, accepted.Of(options, limit));
            try
            {
                return await base.GetResponseAsync(sent, settings, cancellationToken);
            }
            catch (ModelCallException e) when (
                e.Rejected is { } said && lowered < MaxLowerings && settings?.MaxOutputTokens is { } before
                && LimitWords.Smaller(said, before, out var lasts) is { } smaller)
            {
                limit = smaller;
                lowered++;
                if (lasts)
                {
                    Learn(a => a with { Cap = Math.Min(a.Cap ?? int.MaxValue, smaller) });
                }
            }
            catch (ModelCallException e) when (e is { OnlyLimit: false, Rejected: { } said } && Lesson(said, e.IsTransient, sent, settings) is { } lesson)
            {
                Learn(lesson);
            }
        }
    }

    /// <summary>A call as its server accepts it, as far as that is known.</summary>
    public (IReadOnlyList<ChatMessage> Messages, ChatOptions? Options) Adapted(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var accepted = _accepted;
        return (accepted.NoSystem ? WithoutSystem(messages) : messages, accepted.Of(options, null));
    }

    /// <summary>Learns from a call that was rejected elsewhere, in a batch; false where its words teach nothing new about such a call.</summary>
    public bool TryLearn(ModelCallException failure, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var (sent, settings) = Adapted(messages, options);
        if (failure.Rejected is not { } said)
        {
            return false;
        }

        if (settings?.MaxOutputTokens is { } before && LimitWords.Smaller(said, before, out var lasts) is { } smaller)
        {
            if (lasts)
            {
                Learn(a => a with { Cap = Math.Min(a.Cap ?? int.MaxValue, smaller) });
            }

            return lasts;
        }

        if (failure.OnlyLimit || Lesson(said, failure.IsTransient, sent, settings) is not { } lesson)
        {
            return false;
        }

        Learn(lesson);
        return true;
    }

    private void Learn(Func<Accepted, Accepted> lesson)
    {
        lock (_lock)
        {
            _accepted = lesson(_accepted);
        }
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
    /// What is learned from words that name something which was sent and can be left out or said otherwise; null where they do not. A server that fails is
    /// believed where it names the schema.
    /// </summary>
    private static Func<Accepted, Accepted>? Lesson(string said, bool fails, IReadOnlyList<ChatMessage> messages, ChatOptions? sent)
    {
        // Where Claude is told an effort, it stands beside the schema, and words about it name both.
        if (!fails && Names(said, _reasoningWords) && OfReasoning(said, sent) is { } reasoning)
        {
            return reasoning;
        }

        if (sent?.ResponseFormat is not null && (Names(said, _schemaWords) || Names(said, Unnamed)))
        {
            return static a => a with { NoSchema = true };
        }

        if (fails)
        {
            return null;
        }

        if (!WireHints.Of(sent).Responses && Names(said, _responsesWords))
        {
            return static a => a with { Hints = a.Hints with { Responses = true } };
        }

        return OfLimit(said, sent) ?? OfReasoning(said, sent) ?? OfRest(said, messages, sent);
    }

    /// <summary>A limit that goes by another name is renamed; one that is not known at all is given up, unless a budget rests on it.</summary>
    private static Func<Accepted, Accepted>? OfLimit(string said, ChatOptions? sent)
    {
        if (sent?.MaxOutputTokens is null || !(Names(said, "max_tokens") || Names(said, "max_completion_tokens") || Names(said, "max_output_tokens")))
        {
            return null;
        }

        var unknown = Rejects(said, "max_completion_tokens") || Rejects(said, "max_output_tokens");
        return WireHints.Of(sent).CompletionLimit switch
        {
            null when Names(said, "max_completion_tokens") && !unknown => Named(true),
            null when unknown => Named(false),
            _ when CallLimit.IsRequired(sent) || !(unknown || Rejects(said, "max_tokens")) => null,
            _ => static a => a with { NoLimit = true },
        };

        static Func<Accepted, Accepted> Named(bool completion) => a => a with { Hints = a.Hints with { CompletionLimit = completion } };
    }

    private static Func<Accepted, Accepted>? OfReasoning(string said, ChatOptions? sent)
    {
        if (SeatSettings.Of(sent) is not ({ Effort: not null } or { ThinkingTokens: not null }) || !(Names(said, _reasoningWords) || Names(said, Unnamed)))
        {
            return null;
        }

        var settings = SeatSettings.Of(sent)!;
        if (Names(said, "adaptive") && !WireHints.Of(sent).AdaptiveThinking)
        {
            return static a => a with { Hints = a.Hints with { AdaptiveThinking = true } };
        }

        var range = Between().Match(said);
        if (settings.ThinkingTokens is { } tokens && range.Success)
        {
            var (least, most) = (Whole(range, "least"), Whole(range, "most"));
            if (least <= most && Math.Clamp(tokens, least, most) is var clamped && clamped != tokens)
            {
                return a => a with { ThinkingTokens = clamped };
            }
        }

        return settings.Effort is { } effort && ReasoningWords.Nearest(effort, Quoted().Matches(said).Select(m => m.Groups[1].Value).Where(w => w != effort))
            is { } nearest
            ? a => a with { Effort = nearest }
            : static a => a with { NoReasoning = true };
    }

    private static Func<Accepted, Accepted>? OfRest(string said, IReadOnlyList<ChatMessage> messages, ChatOptions? sent)
    {
        if (sent?.TopP is not null && (Names(said, "top_p") || Names(said, Unnamed)))
        {
            return static a => a with { NoTopP = true };
        }

        if (sent?.Temperature is not null && (Names(said, "temperature") || Names(said, Unnamed)))
        {
            return static a => a with { NoTemperature = true };
        }

        if (messages.Any(m => m.Role == ChatRole.System) && Names(said, _systemWords))
        {
            return static a => a with { NoSystem = true };
        }

        if (AnswerPart.Listener(sent) is not null && Names(said, "stream"))
        {
            return static a => a with { NoStream = true };
        }

        return sent?.MaxOutputTokens is not null && Names(said, Unnamed) && !CallLimit.IsRequired(sent) ? static a => a with { NoLimit = true } : null;
    }

    private static bool Names(string said, string word) => said.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool Names(string said, string[] words) => Array.Exists(words, w => Names(said, w));

    /// <summary>Whether the words say that a parameter of this name is not wanted, rather than that it is the one to use.</summary>
    private static bool Rejects(string said, string name) =>
        Regex.IsMatch(
            said,
            $@"(?:\bno|unsupported|unknown|unrecognized|unexpected|extra|invalid)\b[^.]{{0,40}}{name}"
                + $@"|{name}[^.]{{0,30}}(?:not |extra |unexpected|forbidden|unsupported)",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static int Whole(Match match, string group) =>
        int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"between (?<least>\d+) and (?<most>\d+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    [GeneratedRegex(@"['""`]([a-z]+)['""`]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
