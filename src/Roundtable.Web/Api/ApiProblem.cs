using Microsoft.AspNetCore.Http;
using Roundtable.Workspace;

namespace Roundtable.Web.Api;

/// <summary>Problem details (RFC 9457) of the API.</summary>
public static class ApiProblem
{
    private const string NotAccepted = "The request is not accepted.";

    /// <summary>Parameters or members that are not accepted, each with what is wrong.</summary>
    public static IResult Invalid(IReadOnlyDictionary<string, string[]> problems) =>
        Results.ValidationProblem(problems.ToDictionary(StringComparer.Ordinal), detail: Detail(problems), title: NotAccepted);

    /// <summary>One parameter or member that is not accepted.</summary>
    public static IResult Invalid(string name, string problem) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [name] = [problem] });

    /// <summary>What a service refuses: 404 where something does not exist, else 400; what is wrong with the server goes on to its own answer.</summary>
    /// <exception cref="WorkspaceException">The error, where it is of another kind.</exception>
    public static IResult Of(WorkspaceException error) => error.Kind switch
    {
        ErrorKind.NotFound => Results.Problem(error.Message, statusCode: StatusCodes.Status404NotFound, title: "Not found."),
        ErrorKind.InvalidInput when error.Field is { } field => Invalid(field, error.Message),
        ErrorKind.InvalidInput => Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest, title: NotAccepted),
        _ => throw new WorkspaceException(error.Kind, error.Message, error),
    };

    /// <summary>The body is not of a media type that the operation reads.</summary>
    public static IResult UnsupportedMediaType(string expected) => Results.Problem(
        $"Send the body with Content-Type: {expected}.", statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Unsupported media type.");

    private static string Detail(IReadOnlyDictionary<string, string[]> problems) =>
        string.Join(' ', problems.SelectMany(p => p.Value.Select(v => $"{p.Key}: {v}")));
}
