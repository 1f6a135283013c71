using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Web.Api;

/// <summary>Endpoints with what they take and answer.</summary>
public static class ApiOperations
{
    /// <summary>Describes an endpoint, and has its requests checked.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, ApiOperation operation)
    {
        endpoint.WithMetadata(operation).WithTags(operation.Tag).AddEndpointFilter(new ParameterFilter(operation));
        endpoint.ProducesValidationProblem();
        foreach (var status in (int[])[.. operation.Errors, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable])
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }
}
