//! Which texts are codes of languages, for those that authors write into their texts: what is no code is read
//! aloud in the wrong voice.

use icu_locale_core::Locale;

/// The languages of ISO 639-1. Codes of three letters (ISO 639-3) are some eight thousand and are taken as they are.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee \
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg \
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv \
    ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk \
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Codes of countries that are taken for those of their languages.
const COUNTRIES: [(&str, &str); 8] =
    [("al", "sq"), ("cn", "zh"), ("cz", "cs"), ("dk", "da"), ("gb", "en"), ("gr", "el"), ("jp", "ja"), ("ua", "uk")];

/// Whether a text is a language tag (BCP 47) of a language that there is: `fi`, `pt-BR`, `sr-Latn`, `smn`.
pub fn is_language(tag: &str) -> bool {
    let language = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let there_is =
        LANGUAGES.split_whitespace().any(|known| known == language) || (language.len() == 3 && language != "und");
    // The parser takes `_` too, browsers do not.
    there_is && !tag.contains('_') && tag.parse::<Locale>().is_ok()
}

/// What to write in place of a text that is no language tag.
pub fn language_hint(tag: &str) -> String {
    let meant = COUNTRIES.iter().find(|(country, _)| tag.eq_ignore_ascii_case(country)).map(|(_, language)| *language);
    let spelt = tag.replace('_', "-");
    match meant.or_else(|| is_language(&spelt).then_some(spelt.as_str())) {
        Some(language) => format!("did you mean `{language}`?"),
        None => "write the code of the language, such as `en`, `sv` or `pt-BR`".to_owned(),
    }
}
