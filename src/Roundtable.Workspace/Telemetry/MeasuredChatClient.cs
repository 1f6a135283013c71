using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Roundtable.Workspace.Telemetry;

/// <summary>Measures the calls of a model: a span and metrics for each, without anything that was asked or answered.</summary>
/// <param name="inner">The client that calls.</param>
/// <param name="provider">Name of the connection.</param>
/// <param name="model">Name of the model within the provider.</param>
/// <param name="time">The clock.</param>
internal sealed class MeasuredChatClient(IChatClient inner, string provider, string model, TimeProvider time) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var activity = SessionTelemetry.BeginCall(provider, model);
        var began = time.GetTimestamp();
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken);
            Succeeded(activity, began, response);
            return response;
        }
        catch (Exception e)
        {
            Failed(activity, began, e);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var activity = SessionTelemetry.BeginCall(provider, model);
        var began = time.GetTimestamp();
        List<ChatResponseUpdate> updates = [];
        await using var next = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await next.MoveNextAsync())
                {
                    break;
                }
            }
            catch (Exception e)
            {
                Failed(activity, began, e);
                throw;
            }

            updates.Add(next.Current);
            yield return next.Current;
        }

        Succeeded(activity, began, updates.ToChatResponse());
    }

    private void Succeeded(Activity? activity, long began, ChatResponse response)
    {
        var (input, output) = (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount);
        SessionTelemetry.RecordCall(provider, model, time.GetElapsedTime(began), input, output, null);
        activity?.SetTag("gen_ai.response.model", response.ModelId)
            .SetTag("gen_ai.response.finish_reasons", response.FinishReason is { } reason ? new[] { reason.Value } : null)
            .SetTag("gen_ai.usage.input_tokens", input)
            .SetTag("gen_ai.usage.output_tokens", output);
    }

    private void Failed(Activity? activity, long began, Exception error)
    {
        // The type alone: a provider's message may quote what was asked.
        var type = error.GetType().Name;
        SessionTelemetry.RecordCall(provider, model, time.GetElapsedTime(began), null, null, type);
        activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
    }
}
