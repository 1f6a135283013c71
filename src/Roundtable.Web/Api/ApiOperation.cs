namespace Roundtable.Web.Api;

/// <summary>What an endpoint of the API takes and answers, for the check of its requests and for the OpenAPI document.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Tag">The part of the API that it belongs to: a name of <see cref="ApiTags"/>.</param>
public sealed record ApiOperation(string Id, string Tag)
{
    /// <summary>The id of a session in the path.</summary>
    public static ApiParameter SessionId { get; } = ApiParameter.Text("id", "The session's id.", 64) with { Pattern = "^[0-9a-z]{1,64}$" };

    /// <summary>Parameters in the path.</summary>
    public IReadOnlyList<ApiParameter> Path { get; init; } = [];

    /// <summary>Parameters in the query; there are no others.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>Headers that mean something to this operation.</summary>
    public IReadOnlyList<ApiParameter> Headers { get; init; } = [];

    /// <summary>Its answers where it succeeds, beside those that the endpoint's types tell.</summary>
    public IReadOnlyList<ApiAnswer> Answers { get; init; } = [];

    /// <summary>The statuses of its errors, beside those that every operation has.</summary>
    public IReadOnlyList<int> Errors { get; init; } = [];

    /// <summary>Whether its answer is a page of a list, with a total and links to the other pages.</summary>
    public bool IsList { get; init; }
}
