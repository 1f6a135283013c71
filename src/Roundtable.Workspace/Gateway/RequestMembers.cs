using System.Globalization;

namespace Roundtable.Workspace.Gateway;

/// <summary>The members of a request's body that rules need, as they are found.</summary>
internal sealed class RequestMembers
{
    private Member _member;
    private Member _seen;
    private string? _model;
    private bool _stream;
    private long? _max;
    private long? _choices;
    private bool _ambiguous;

    [Flags]
    private enum Member
    {
        None = 0,
        Model = 1,
        Stream = 2,
        MaxTokens = 4,
        MaxCompletionTokens = 8,
        MaxOutputTokens = 16,
        Choices = 32,
    }

    /// <summary>Whether the member that was named last is wanted, and has no value yet.</summary>
    public bool IsWanted => _member != Member.None;

    /// <summary>What was found.</summary>
    public RequestFacts Facts => new(_model, _stream, _max, _choices, _ambiguous);

    /// <summary>A member begins.</summary>
    public void Name(string? name) => _member = name switch
    {
        "model" => Member.Model,
        "stream" => Member.Stream,
        "max_tokens" => Member.MaxTokens,
        "max_completion_tokens" => Member.MaxCompletionTokens,
        "max_output_tokens" => Member.MaxOutputTokens,
        "n" => Member.Choices,
        _ => Member.None,
    };

    /// <summary>Its value.</summary>
    /// <param name="isText">Whether it is a string.</param>
    /// <param name="value">The string or literal; null where it is longer than any that is meant.</param>
    public void Take(bool isText, string? value)
    {
        _ambiguous |= _seen.HasFlag(_member);
        _seen |= _member;
        switch (_member)
        {
            case Member.Model:
                _model = isText ? value : null;
                _ambiguous |= isText && value is null;
                break;
            case Member.Stream:
                _stream = !isText && value == "true";
                break;
            case Member.Choices:
                _choices = Number(isText, value);
                break;
            default:
                _max = Number(isText, value) is { } count ? Math.Max(count, _max ?? 0) : _max;
                break;
        }

        _member = Member.None;
    }

    private static long? Number(bool isText, string? value) =>
        !isText && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
