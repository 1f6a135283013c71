using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Record.Languages;

namespace Roundtable.Web.Site.Languages;

/// <summary>
/// A page in the language of whoever asked for it. The language holds while the page is rendered and not before: what a request records or answers to a
/// program does not depend on who made it.
/// </summary>
/// <param name="page">The page.</param>
public sealed class LocalizedResult(IResult page) : IResult
{
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(365);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var languages = httpContext.RequestServices.GetRequiredService<SiteLanguages>();
        var language = languages.For(httpContext.Request);
        httpContext.Response.Headers.ContentLanguage = language.Tag;
        if (languages.Named(httpContext.Request.Query[SiteLanguages.Choice].ToString()) is { } chosen)
        {
            httpContext.Response.Cookies.Append(SiteLanguages.Choice, chosen.Tag, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = _remembered,
                SameSite = SameSiteMode.Lax,
                Secure = httpContext.Request.IsHttps,
            });
        }

        using (Localized.Read(language))
        {
            await page.ExecuteAsync(httpContext);
        }
    }
}
