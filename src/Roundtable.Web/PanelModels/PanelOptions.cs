using Microsoft.AspNetCore.Http;

namespace Roundtable.Web.PanelModels;

/// <summary>What a caller's headers ask of a panel's answer.</summary>
/// <param name="Footer">Whether a line at the end says who answered and what is disputed.</param>
/// <param name="Support">Whether each sentence is followed by who says it.</param>
/// <param name="For">Uses that the answer is wanted for.</param>
internal sealed record PanelOptions(bool Footer, bool Support, IReadOnlyList<string> For)
{
    private const string FooterHeader = "x-roundtable-footer";
    private const string SupportHeader = "x-roundtable-support";
    private const string UseHeader = "x-roundtable-use";

    /// <summary>Reads the headers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="use">The use that the caller's key states; null for what the request says.</param>
    /// <param name="footer">Whether there is a line at the end where the request says nothing.</param>
    /// <exception cref="PanelRequestException">When one of them has a value that is not known.</exception>
    public static PanelOptions Of(HttpRequest request, string? use, bool footer) => new(
        Switch(request, FooterHeader, on: footer),
        Switch(request, SupportHeader, on: false),
        use is not null ? [use]
            : [.. request.Headers[UseHeader].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);

    private static bool Switch(HttpRequest request, string name, bool on) => request.Headers[name].ToString().ToLowerInvariant() switch
    {
        "" => on,
        "on" => true,
        "off" => false,
        _ => throw new PanelRequestException(400, "invalid_value", name, $"The header {name} should be 'on' or 'off'."),
    };
}
