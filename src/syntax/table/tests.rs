//! What `syntax::table` promises, case by case.

use super::*;

fn read(text: &str) -> Result<Table<'_>, Vec<Diagnostic>> {
    let (table, problems) = parse(&Arc::from("a.csv"), text);
    table.filter(|_| problems.is_empty()).ok_or(problems)
}

fn texts<'c>(row: &'c [Cell<'_>]) -> Vec<&'c str> {
    row.iter().map(|cell| &*cell.text).collect()
}

fn row<'c>(table: &'c Table<'c>, number: usize) -> &'c [Cell<'c>] {
    table.rows().nth(number).unwrap()
}

#[test]
fn cells_have_places() {
    let text = "\u{feff}city,2019,2023\nhelsinki,66, 71\r\n\"espoo\",\"a, \"\"b\"\"\",\n";
    let table = read(text).unwrap();
    assert_eq!(texts(&table.header), ["city", "2019", "2023"]);
    assert_eq!(texts(row(&table, 0)), ["helsinki", "66", "71"]);
    assert_eq!(texts(row(&table, 1)), ["espoo", "a, \"b\"", ""]);
    let span = row(&table, 0)[2].span;
    assert_eq!(&text[span.start as usize..span.end as usize], "71");
}

#[test]
fn semicolons_mean_decimal_commas() {
    let table = read("city;2019\nhelsinki;66,5\n").unwrap();
    assert!(table.decimal_comma);
    assert_eq!(row(&table, 0)[1].text, "66,5");
}

#[test]
fn uneven_rows_are_all_named() {
    let problems = read("a,b\n1\n1,2\n1,2,3\n").unwrap_err();
    assert_eq!(problems.len(), 2);
    assert!(read("a,b\n1,2,,\n,,\n").is_ok());
}

#[test]
fn open_quotes_are_found() {
    let problems = read("a,b\n1,\"x\n2,3\n").unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "csv-quote"), "{problems:?}");
}
