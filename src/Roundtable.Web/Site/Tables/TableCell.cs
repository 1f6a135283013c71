using Microsoft.AspNetCore.Components;

namespace Roundtable.Web.Site.Tables;

/// <summary>What cells show.</summary>
internal static class TableCell
{
    /// <summary>A link.</summary>
    /// <param name="address">Where it leads.</param>
    /// <param name="text">What it says.</param>
    public static RenderFragment Link(string address, string text) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", address);
        builder.AddContent(2, text);
        builder.CloseElement();
    };
}
