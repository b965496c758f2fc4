const organization = 'organization'

/** As the commit of an invitation: a version that rises, and three rows. */
export function appended(db: D1Database): D1PreparedStatement[] {
  const id = crypto.randomUUID()
  return [
    db.prepare('UPDATE organization SET version = version + 1 WHERE id = ?').bind(organization),
    db
      .prepare('INSERT INTO invitation (id, organization_id, email, status) VALUES (?, ?, ?, ?)')
      .bind(id, organization, `${id}@northwind.test`, 'pending'),
    db.prepare('INSERT INTO mail (id, invitation_id) VALUES (?, ?)').bind(id, id),
    db.prepare('INSERT INTO event (id, subject_id) VALUES (?, ?)').bind(id, id),
  ]
}

/** As that of an acceptance: an invitation that closes, a membership and an event. */
export function acceptance(db: D1Database, id: string): D1PreparedStatement[] {
  return [
    db
      .prepare("UPDATE invitation SET status = 'accepted' WHERE id = ? AND status = 'pending'")
      .bind(id),
    db
      .prepare('INSERT INTO membership (organization_id, user_id, role) VALUES (?, ?, ?)')
      .bind(organization, id, 'member'),
    db.prepare('INSERT INTO event (id, subject_id) VALUES (?, ?)').bind(crypto.randomUUID(), id),
  ]
}

/** A hundred rows of however many, from the index that they are ordered by. */
export async function readPage(db: D1Database): Promise<unknown[]> {
  const { results } = await db
    .prepare('SELECT * FROM invitation WHERE organization_id = ? ORDER BY email LIMIT 100')
    .bind(organization)
    .all()
  return results
}
