using System.Diagnostics;
using Roundtable.Workspace.Telemetry;

namespace Roundtable.Workspace.Gateway;

/// <summary>Spans of exchanges, in OpenTelemetry's conventions for generative AI and without contents. Where nobody listens they cost next to nothing.</summary>
public static class GatewayTelemetry
{
    /// <summary>Begins the span of an exchange; null where nobody listens, or no model is asked.</summary>
    public static Activity? Begin(GatewayRequest request) => request.Model is { } model
        ? SessionTelemetry.BeginCall(request.Upstream.Name, model, Operation(request.Operation))?.SetTag("roundtable.call.id", request.Call)
        : null;

    /// <summary>Ends it with what came of it.</summary>
    public static void End(Activity? activity, ExchangeResult result)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("gen_ai.response.model", result.Served)
            .SetTag("gen_ai.usage.input_tokens", result.Usage?.TotalInput)
            .SetTag("gen_ai.usage.output_tokens", result.Usage?.TotalOutput)
            .SetTag("http.response.status_code", result.Status)
            .SetTag("roundtable.leaf", result.Leaf);
        if (result.End != ExchangeEnd.Complete || result.Leaf is null || result.Status >= 400)
        {
            activity.SetTag("error.type", result.Leaf is null ? "unrecorded" : Record.Wording.Kebab.Name(result.End)).SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    /// <summary>The convention's name of an operation.</summary>
    internal static string Operation(GatewayOperation operation) => operation switch
    {
        GatewayOperation.Embeddings => "embeddings",
        GatewayOperation.Completions => "text_completion",
        GatewayOperation.CountTokens => "count_tokens",
        _ => "chat",
    };
}
