using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace Roundtable.Web.Api;

/// <summary>A parameter of an operation. Requests are checked against it, and the OpenAPI document is written from it, so the two cannot differ.</summary>
/// <param name="Name">Its name, case-sensitive.</param>
/// <param name="Description">What it means.</param>
public sealed record ApiParameter(string Name, string Description)
{
    private const int MaxText = 2000;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private JsonSchemaType Type { get; init; } = JsonSchemaType.String;

    private string? Format { get; init; }

    private IReadOnlyList<string>? Values { get; init; }

    private int Min { get; init; }

    private int Max { get; init; } = int.MaxValue;

    private int MaxLength { get; init; } = MaxText;

    /// <summary>Whether it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>What it is where it is not given, as a text; null for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>A regular expression that the whole text matches; null for any text.</summary>
    public string? Pattern { get; init; }

    /// <summary>Any text of 1 to <paramref name="maxLength"/> characters without NUL.</summary>
    public static ApiParameter Text(string name, string description, int maxLength = MaxText) => new(name, description) { MaxLength = maxLength };

    /// <summary>One of several words.</summary>
    public static ApiParameter Choice(string name, string description, IReadOnlyList<string> values) => new(name, description) { Values = values };

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static ApiParameter Number(string name, string description, int min, int max = int.MaxValue) =>
        new(name, description) { Type = JsonSchemaType.Integer, Min = min, Max = max };

    /// <summary>A day, YYYY-MM-DD.</summary>
    public static ApiParameter Day(string name, string description) => new(name, description) { Format = "date" };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static ApiParameter Flag(string name, string description) => new(name, description) { Type = JsonSchemaType.Boolean };

    /// <summary>What is wrong with a value, one sentence; null where it is accepted.</summary>
    public string? Problem(string value) =>
        value.Length == 0 ? "It is empty: leave it out or give it a value."
        : value.Contains('\0', StringComparison.Ordinal) ? "It contains a NUL character."
        : Type == JsonSchemaType.Integer ? IsInteger(value) ? null
            : Max == int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"It is not a whole number from {Min}.")
            : string.Create(CultureInfo.InvariantCulture, $"It is not a whole number from {Min} to {Max}.")
        : Type == JsonSchemaType.Boolean ? value is "true" or "false" ? null : "It is neither true nor false."
        : Values is { } values && !values.Contains(value, StringComparer.Ordinal) ? $"It is not one of {string.Join(", ", values)}."
        : Format == "date" && !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? "It is not a date (YYYY-MM-DD)."
        : value.Length > MaxLength ? string.Create(CultureInfo.InvariantCulture, $"It has {value.Length} characters; the maximum is {MaxLength}.")
        : Pattern is { } pattern && !Regex.IsMatch(value, pattern, RegexOptions.NonBacktracking, _patience) ? $"It does not match {pattern}."
        : null;

    /// <summary>The parameter in the OpenAPI document.</summary>
    public OpenApiParameter In(ParameterLocation place) => new()
    {
        Name = Name,
        In = place,
        Required = Required || place == ParameterLocation.Path,
        Description = Description,
        Schema = new OpenApiSchema
        {
            Type = Type,
            Format = Format,
            Pattern = Pattern,
            Enum = Values is null ? null : [.. Values.Select(v => (JsonNode)v)],
            Default = Default is null ? null : Type == JsonSchemaType.Integer ? int.Parse(Default, CultureInfo.InvariantCulture) : Default,
            MinLength = IsText ? 1 : null,
            MaxLength = IsText ? MaxLength : null,
            Minimum = Type == JsonSchemaType.Integer ? Min.ToString(CultureInfo.InvariantCulture) : null,
            Maximum = Type == JsonSchemaType.Integer ? Max.ToString(CultureInfo.InvariantCulture) : null,
        },
    };

    private bool IsText => Type == JsonSchemaType.String && Values is null && Format is null;

    private bool IsInteger(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Min && number <= Max;
}
