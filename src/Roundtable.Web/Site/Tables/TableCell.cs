using Microsoft.AspNetCore.Components;

namespace Roundtable.Web.Site.Tables;

/// <summary>What cells show.</summary>
internal static class TableCell
{
    /// <summary>What was ruled.</summary>
    /// <param name="name">Its name, by which style sheets know it.</param>
    /// <param name="text">What it says.</param>
    public static RenderFragment Outcome(string name, string text) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "outcome " + name);
        builder.AddContent(2, text);
        builder.CloseElement();
    };

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
