using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;

namespace Roundtable.Models.Retries;

/// <summary>What a model's server accepts, as far as it is known from what it rejected.</summary>
internal sealed record Accepted
{
    /// <summary>A server of which nothing is known.</summary>
    public static Accepted Everything { get; } = new();

    /// <summary>Whether it knows no schema.</summary>
    public bool NoSchema { get; init; }

    /// <summary>Whether it knows no temperature.</summary>
    public bool NoTemperature { get; init; }

    /// <summary>Whether it knows no nucleus sampling, or not beside a temperature.</summary>
    public bool NoTopP { get; init; }

    /// <summary>Whether it knows no limit of tokens.</summary>
    public bool NoLimit { get; init; }

    /// <summary>Whether it does not stream.</summary>
    public bool NoStream { get; init; }

    /// <summary>Whether it knows no system message.</summary>
    public bool NoSystem { get; init; }

    /// <summary>Whether it knows neither effort nor thinking budgets.</summary>
    public bool NoReasoning { get; init; }

    /// <summary>The effort in the place of the one that it does not know; null where it knows all that were asked for.</summary>
    public string? Effort { get; init; }

    /// <summary>The thinking budget in the place of one that it does not accept.</summary>
    public int? ThinkingTokens { get; init; }

    /// <summary>The largest limit of tokens that it accepts; null where none is known.</summary>
    public int? Cap { get; init; }

    /// <summary>How requests are written.</summary>
    public WireHints Hints { get; init; } = new();

    /// <summary>Options that it accepts.</summary>
    public ChatOptions? Of(ChatOptions? options, int? limit)
    {
        var most = Math.Min(Cap ?? int.MaxValue, limit ?? int.MaxValue);
        if (this == Everything && !(options?.MaxOutputTokens > most))
        {
            return options;
        }

        var accepted = options?.Clone() ?? new ChatOptions();
        accepted.ResponseFormat = NoSchema ? null : accepted.ResponseFormat;
        accepted.Temperature = NoTemperature ? null : accepted.Temperature;
        accepted.TopP = NoTopP ? null : accepted.TopP;
        accepted.MaxOutputTokens = NoLimit ? null : accepted.MaxOutputTokens is { } wanted ? Math.Min(wanted, most) : null;
        Hints.AddTo(accepted);
        if (NoStream && AnswerPart.Listener(options) is { } listener)
        {
            accepted.AdditionalProperties![AnswerPart.ListenerProperty] = null;
            listener.Report(new AnswerPart.Thinking()); // It cannot be heard writing.
        }

        if (SeatSettings.Of(options) is { } settings)
        {
            accepted.AdditionalProperties![SeatSettings.Property] = settings with
            {
                Effort = NoReasoning ? null : settings.Effort is null ? null : Effort ?? settings.Effort,
                ThinkingTokens = NoReasoning ? null : settings.ThinkingTokens is null ? null : ThinkingTokens ?? settings.ThinkingTokens,
            };
        }

        return accepted;
    }
}
