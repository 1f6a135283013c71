using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Models.Providers;
using Roundtable.Web.PanelModels;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>Answers calls of models whose names begin with <c>roundtable/</c>, and everything under <c>/v1</c>.</summary>
/// <param name="services">The host's services; a host without sessions has no panels.</param>
public sealed class PanelEndpoint(IServiceProvider services)
{
    /// <summary>Answers a call that was admitted. The response is this method's alone.</summary>
    /// <param name="context">The request and its response; the request's body was read already.</param>
    /// <param name="request">What is known of the request.</param>
    /// <param name="kind">In which shape errors are told.</param>
    /// <param name="admitted">On which terms it was let through.</param>
    /// <param name="body">The request's body.</param>
    /// <returns>What came of it, by which the admission is settled.</returns>
    public async Task<ExchangeResult> AnswerAsync(
        HttpContext context, GatewayRequest request, ApiKind kind, Admission.Admitted admitted, ReadOnlyMemory<byte> body)
    {
        if (services.GetService<PanelModelEndpoint>() is { } panels)
        {
            context.Response.Headers.Remove(GatewayHeaders.Call); // The record of a panel's answer is its session, which has a header of its own.
            return await panels.AnswerAsync(context, request, admitted, body);
        }

        await ProviderErrors.WriteAsync(
            context,
            kind,
            StatusCodes.Status404NotFound,
            "model_not_found",
            "This gateway has no panels: 'roundtable serve' answers with them, under the same paths.");
        return new ExchangeResult(request.Call, ExchangeEnd.UpstreamUnreachable, StatusCodes.Status404NotFound, null, null, null, null);
    }
}
