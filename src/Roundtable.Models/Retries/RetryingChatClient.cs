using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;
using Roundtable.Deliberation.Recording;
using Roundtable.Models.Calls;

namespace Roundtable.Models.Retries;

/// <summary>
/// Tries a call again that may succeed later: exponential backoff with jitter, or as long as the provider asks to wait. One that asks for more than
/// <see cref="ModelCallException.MaxWait"/> is not waited for. How long a seat may take in all is for its time limit.
/// </summary>
internal sealed class RetryingChatClient(IChatClient inner, TimeProvider time) : DelegatingChatClient(inner)
{
    /// <summary>How often a call is tried again.</summary>
    public const int MaxRetries = 4;

    /// <summary>Marks a failure after which the budget does not cover another try.</summary>
    private static readonly object _givenUp = new();

    private readonly ResiliencePipeline<ChatResponse> _pipeline = new ResiliencePipelineBuilder<ChatResponse> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<ChatResponse>
        {
            MaxRetryAttempts = MaxRetries,
            Delay = TimeSpan.FromMilliseconds(500),
            BackoffType = DelayBackoffType.Exponential,
            MaxDelay = TimeSpan.FromSeconds(20),
            UseJitter = true,
            ShouldHandle = static a => ValueTask.FromResult(a.Outcome.Exception is ModelCallException { Passes: true } e && !e.Data.Contains(_givenUp)),
            DelayGenerator = static a => ValueTask.FromResult(
                a.Outcome.Exception is ModelCallException { RetryAfter: { } wait } ? (TimeSpan?)wait : null),
        })
        .Build();

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> asked = [.. messages];
        var listener = AnswerPart.Listener(options);
        var failed = 0;
        return await _pipeline.ExecuteAsync(
            async stop =>
            {
                try
                {
                    return await base.GetResponseAsync(asked, options, stop);
                }
                catch (ModelCallException e) when (e.Passes && failed++ < MaxRetries)
                {
                    if (e.MayBeCharged && !CallLimit.CoversAnother(options))
                    {
                        e.Data[_givenUp] = true;
                        throw;
                    }

                    listener?.Report(new AnswerPart.Retrying(e.Message));
                    throw;
                }
            },
            cancellationToken);
    }
}
