using Microsoft.AspNetCore.Http;
using Roundtable.Models.Providers;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>Answers calls of models whose names begin with <c>roundtable/</c>, and everything under <c>/v1</c>.</summary>
public sealed class PanelEndpoint
{
    /// <summary>Answers a call that was admitted. The response is this method's alone.</summary>
    /// <param name="context">The request and its response; the request's body was read already.</param>
    /// <param name="request">What is known of the request.</param>
    /// <param name="kind">In which shape errors are told.</param>
    /// <param name="body">The request's body.</param>
    /// <returns>What came of it, by which the admission is settled.</returns>
    public async Task<ExchangeResult> AnswerAsync(HttpContext context, GatewayRequest request, ApiKind kind, ReadOnlyMemory<byte> body)
    {
        await ProviderErrors.WriteAsync(context, kind, StatusCodes.Status404NotFound, "model_not_found", "This gateway answers with no panels.");
        return new ExchangeResult(request.Call, ExchangeEnd.UpstreamUnreachable, StatusCodes.Status404NotFound, null, null, null, null);
    }
}
