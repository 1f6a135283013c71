using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Web.Api;

/// <summary>
/// Refuses what an operation does not take: a parameter that it does not know, that is given twice, or whose value is not accepted. Nothing is left
/// out or brought into range without a word.
/// </summary>
/// <param name="operation">The operation.</param>
public sealed class ParameterFilter(ApiOperation operation) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (request.HttpContext.GetRouteValue(ApiOperation.SessionId.Name) is string id && !SessionStore.IsId(id))
        {
            return SessionsApi.NoSession(id);
        }

        var problems = Problems(request);
        return problems.Count > 0 ? ApiProblem.Invalid(problems) : await next(context);
    }

    private Dictionary<string, string[]> Problems(HttpRequest request)
    {
        Dictionary<string, string[]> problems = new(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query)
        {
            if (operation.Query.FirstOrDefault(p => p.Name == name) is not { } parameter)
            {
                problems[name] = [$"Unknown parameter. {Known()}"];
            }
            else if (values.Count != 1)
            {
                problems[name] = [string.Create(CultureInfo.InvariantCulture, $"It is given {values.Count} times: give it once.")];
            }
            else if (parameter.Problem(values[0] ?? "") is { } problem)
            {
                problems[name] = [problem];
            }
        }

        foreach (var parameter in operation.Query.Where(p => p.Required && !request.Query.ContainsKey(p.Name)))
        {
            problems[parameter.Name] = [$"It is required. {parameter.Description}"];
        }

        foreach (var parameter in operation.Headers)
        {
            if (request.Headers[parameter.Name].ToString() is { Length: > 0 } value && parameter.Problem(value) is { } problem)
            {
                problems[parameter.Name] = [problem];
            }
        }

        return problems;
    }

    private string Known() => operation.Query.Count == 0
        ? "This address takes none."
        : $"Known parameters: {string.Join(", ", operation.Query.Select(p => p.Name))}.";
}
